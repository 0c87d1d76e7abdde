/** One contract, served by Prism: turns a parsed request into a response, without any network. */

import {
  dereference,
  type LocatedOperation,
  listExamples,
  listOperations,
  type MediaTypeObject,
  type OpenApiDocument,
  type ResponseObject,
} from "@parley/contracts/document";
import { createLogger } from "@stoplight/prism-core";
import { createInstance, getHttpOperationsFromSpec, type IHttpConfig, ProblemJsonError } from "@stoplight/prism-http";
import { getHttpConfigFromRequest } from "@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js";
import { findOperation } from "./find-operation.ts";

/** A request as it came over the wire, with its body read. */
export interface MockRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly url: string;
  /** Field names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A complete response. */
export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** How a mock answers where the contract leaves a choice. */
export interface MockOptions {
  /** Generate bodies from the schemas instead of serving the examples. */
  readonly dynamic: boolean;
  /** Bytes of a binary example file, by its `x-external-file`. */
  readonly readExample: (file: string) => Promise<Buffer>;
}

/** Answers requests from one contract. */
export interface Mock {
  readonly document: OpenApiDocument;
  respond(request: MockRequest): Promise<MockResponse>;
  /** The contract's own answer for a status if it has one for this request, otherwise problem details (RFC 9457). */
  refuse(request: Pick<MockRequest, "method" | "url">, status: number, detail: string): MockResponse;
}

const textTypes = /^(text\/|application\/(json|[\w.+-]+\+json|xml|javascript|problem\+json))/;

/**
 * Makes a mock of a bundled contract.
 *
 * @throws Error when the document has no operation.
 */
export async function createMock(document: OpenApiDocument, options: MockOptions): Promise<Mock> {
  const served = await inlineBinaryExamples(document, options);
  const resources = await getHttpOperationsFromSpec(served);
  const operations = listOperations(document);
  if (operations.length === 0) throw new Error("the contract has no operation");
  const config: IHttpConfig = {
    isProxy: false,
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: options.dynamic },
  };
  const prism = createInstance(config, { logger: createLogger("mock", { level: "silent" }) });

  function find({ method, url }: Pick<MockRequest, "method" | "url">) {
    return findOperation(operations, method, new URL(url, "http://mock").pathname);
  }

  function refuse(request: Pick<MockRequest, "method" | "url">, status: number, detail: string): MockResponse {
    const response = find(request).operation?.responses[status];
    const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
    const [, example] = (media && listExamples(document, media)[0]) ?? [];
    if (type === undefined || example?.value === undefined) return problem(status, detail);
    return { status, headers: { "content-type": type }, body: serialize(example.value, type) };
  }

  async function respond(request: MockRequest): Promise<MockResponse> {
    if (!isWellFormed(request.url)) return problem(400, "The request target is not a valid URL.");
    const { operation, allow } = find(request);
    const method = request.method === "HEAD" && !allow.includes("HEAD") ? "GET" : request.method;
    const { pathname, searchParams } = new URL(request.url, "http://mock");
    const query = Object.fromEntries(
      [...new Set(searchParams.keys())].map((name) => {
        const [first = "", ...more] = searchParams.getAll(name);
        return [name, more.length > 0 ? [first, ...more] : first];
      }),
    );
    let body: unknown;
    try {
      body = readBody(request);
    } catch {
      return refuse(request, 400, "The body is not valid JSON.");
    }
    const input = {
      method: method.toLowerCase() as "get", // Prism answers unknown methods with 405
      url: { path: pathname, query },
      headers: { ...request.headers },
      body,
    };
    const asked = getHttpConfigFromRequest(input);
    if (asked._tag === "Left") return problem(422, asked.left.detail);
    const mediaType = operation && chooseMediaType(document, operation, asked.right, request, body);
    const isFixed = operation !== undefined && !canGenerate(operation, mediaType);
    const mock = {
      ...config.mock,
      ...definedMembers(asked.right),
      ...(mediaType !== undefined && { mediaTypes: [mediaType] }),
      ...(isFixed && { dynamic: false }),
    };
    const result = await prism.request(input, resources, { ...config, mock })();
    if (result._tag === "Left") {
      const refused = problemOf(result.left);
      return refused.status === 405
        ? { ...refused, headers: { ...refused.headers, allow: allow.join(", ") } }
        : refused;
    }
    const { output, validations } = result.right;
    const headers = Object.fromEntries(
      Object.entries(output.headers ?? {}).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name.toLowerCase(), String(value)]],
      ),
    );
    const violations = validations.input.map(({ path = [], code, message }) => ({ at: path, code, message }));
    if (violations.length > 0) headers["sl-violations"] = headerText(JSON.stringify(violations));
    const text = serialize(output.body, headers["content-type"]);
    return { status: output.statusCode, headers, body: isBinary(headers["content-type"]) ? fromBase64(text) : text };
  }

  return { document, respond, refuse };
}

function isWellFormed(url: string): boolean {
  try {
    decodeURIComponent(new URL(url, "http://mock").pathname);
    return true;
  } catch {
    return false;
  }
}

function readBody({ headers, body }: MockRequest): unknown {
  if (body.length === 0) return null;
  const text = body.toString("utf8");
  return /^application\/([\w.+-]+\+)?json\b/i.test(headers["content-type"] ?? "")
    ? (JSON.parse(text) as unknown)
    : text;
}

interface Preferences {
  readonly code?: number | undefined;
  readonly exampleKey?: string | undefined;
}

/**
 * The media type to answer with where the request does not name one: the one that has the example asked for, or the
 * event stream if the request asks for it in the way that the contract describes (`x-stream.requestedBy`).
 */
function chooseMediaType(
  document: OpenApiDocument,
  operation: LocatedOperation,
  { code, exampleKey }: Preferences,
  { url, headers }: MockRequest,
  body: unknown,
): string | undefined {
  if (headers.accept !== undefined && headers.accept !== "*/*") return undefined;
  const responses = Object.entries(operation.responses).filter(([status]) =>
    code === undefined ? status.startsWith("2") : status === String(code),
  );
  const media = responses.flatMap(([, { content = {} }]) => Object.entries(content));
  if (exampleKey !== undefined) {
    return media.find(([, type]) => listExamples(document, type).some(([name]) => name === exampleKey))?.[0];
  }
  const query = new URL(url, "http://mock").searchParams;
  return media.find(([, type]) =>
    type["x-stream"]?.requestedBy?.some(({ in: place, name, value }) =>
      place === "query" ? query.get(name) === String(value) : bodyMember(body, name) === String(value),
    ),
  )?.[0];
}

/** A member of a JSON body, or a field of a form body, as text. */
function bodyMember(body: unknown, name: string): string | undefined {
  if (typeof body === "string") {
    return new RegExp(`name="${name}"\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n([^\\r\\n]*)`).exec(body)?.[1];
  }
  const value = (body as Record<string, unknown> | null)?.[name];
  return value === undefined ? undefined : String(value);
}

/** Streams and bytes cannot be generated from a schema; they keep their examples. */
function canGenerate(operation: LocatedOperation, mediaType: string | undefined): boolean {
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
  const type = mediaType ?? Object.keys(success?.[1].content ?? {})[0];
  return type === undefined || /json/.test(type);
}

function isBinary(contentType: string | undefined): boolean {
  return contentType !== undefined && !textTypes.test(contentType);
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, "base64");
}

function serialize(value: unknown, contentType: string | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" && !/json/.test(contentType ?? "") ? value : JSON.stringify(value);
}

/** Header values are one line of Latin-1 text; Prism's messages may quote anything. */
function headerText(text: string): string {
  return text.replace(/[^\t\x20-\x7e]/g, "?").slice(0, 8000);
}

function definedMembers(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function problemOf(error: Error): MockResponse {
  const { status, title, detail } = ProblemJsonError.toProblemJson(error);
  return problem(status, detail || title);
}

function problem(status: number, detail: string): MockResponse {
  const body = JSON.stringify({ type: "about:blank", status, detail });
  return { status, headers: { "content-type": "application/problem+json" }, body };
}

/** Prism takes values only: the bytes of binary examples travel through it as base64. */
async function inlineBinaryExamples(document: OpenApiDocument, { readExample }: MockOptions): Promise<OpenApiDocument> {
  const copy = structuredClone(document);
  const responses = listOperations(copy).flatMap((operation) => Object.values<ResponseObject>(operation.responses));
  const media = responses.flatMap(({ content = {} }) => Object.values<MediaTypeObject>(content));
  for (const example of media.flatMap(({ examples = {} }) => Object.values(examples))) {
    const target = dereference(copy, example) as { value?: unknown; "x-external-file"?: string };
    const file = target["x-external-file"];
    if (file !== undefined) target.value = (await readExample(file)).toString("base64");
  }
  return copy;
}
