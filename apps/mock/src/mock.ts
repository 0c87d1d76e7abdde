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
import { splitTarget } from "@parley/tooling/request-line";
import { createLogger } from "@stoplight/prism-core";
import { createInstance, getHttpOperationsFromSpec, type IHttpConfig, ProblemJsonError } from "@stoplight/prism-http";
import { getHttpConfigFromRequest } from "@stoplight/prism-http-server/dist/getHttpConfigFromRequest.js";
import { explainProblem } from "./explain-problem.ts";
import { findOperation } from "./find-operation.ts";
import { problem, refuse } from "./refusal.ts";
import { checkTarget, encodeTarget, readBody } from "./request-text.ts";
import { readViolations, summarize, type Violation } from "./violations.ts";

/** A request as it came over the wire, with its body read. */
export interface MockRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly url: string;
  /** Field names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What says which operation is meant. */
export type RequestLine = Pick<MockRequest, "method" | "url">;

/** A complete response. */
export interface MockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Why it is not the success that was hoped for, in one line; nothing of the request is quoted in it. */
  readonly reason?: string;
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
  /** Refuses a request in the contract's own form if it has one for it, otherwise with problem details (RFC 9457). */
  refuse(request: RequestLine, status: number, violation: Violation): MockResponse;
  /** The operation that a request means. */
  find(request: RequestLine): LocatedOperation | undefined;
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

  function find({ method, url }: RequestLine) {
    const found = findOperation(operations, method, splitTarget(url).path);
    if (found.operation || method !== "HEAD") return found;
    return { ...findOperation(operations, "GET", splitTarget(url).path), allow: found.allow };
  }

  function refuseAs(status: number, located: LocatedOperation | undefined, violations: readonly Violation[]) {
    return refuse(document, operations, located, status, violations);
  }

  async function respond({ url: rawUrl, ...rest }: MockRequest): Promise<MockResponse> {
    const request = { ...rest, url: encodeTarget(rawUrl) };
    const { operation, allow } = find(request);
    const unreadable = checkTarget(request.url, operation);
    if (unreadable) return refuseAs(400, operation, [unreadable]);
    const { path, query: text } = splitTarget(request.url);
    const query = new URLSearchParams(text);
    const read = readBody(request);
    if ("violation" in read) return refuseAs(400, operation, [read.violation]);
    const input = {
      // Prism answers unknown methods with 405.
      method: (operation?.method ?? request.method.toLowerCase()) as "get",
      url: { path, query: groupValues(query) },
      headers: withoutWait(request.headers),
      body: read.value,
    };
    const asked = getHttpConfigFromRequest(input);
    if (asked._tag === "Left") {
      const violation = { in: "header", field: "Prefer", rule: "preference", detail: preferenceForms } as const;
      return problem(422, summarize([violation]), [violation]);
    }
    const mediaType = operation && chooseMediaType(document, operation, asked.right, request, read.value);
    const isFixed = operation !== undefined && !canGenerate(operation, mediaType);
    const mock = {
      ...config.mock,
      ...definedMembers(asked.right),
      ...(mediaType !== undefined && { mediaTypes: [mediaType] }),
      ...(isFixed && { dynamic: false }),
    };
    const result = await prism.request(input, resources, { ...config, mock })();
    if (result._tag === "Left") {
      const { status, title, detail } = ProblemJsonError.toProblemJson(result.left);
      const violations = explainProblem(document, { request, operation, allow, asked: asked.right, status });
      const refused = problem(status, violations.length > 0 ? summarize(violations) : detail || title, violations);
      return status === 405 ? { ...refused, headers: { ...refused.headers, allow: allow.join(", ") } } : refused;
    }
    const { output, validations } = result.right;
    const headers = Object.fromEntries(
      Object.entries(output.headers ?? {}).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name.toLowerCase(), String(value)]],
      ),
    );
    if (operation && validations.input.length > 0) {
      const violations = readViolations(document, operation, validations.input);
      headers["sl-violations"] = headerText(JSON.stringify(violations));
      // Who names an example gets it as it is.
      const isAsked = asked.right.code === output.statusCode && asked.right.exampleKey !== undefined;
      const refused = isAsked
        ? { body: serialize(output.body, headers["content-type"]), reason: summarize(violations) }
        : refuseAs(output.statusCode, operation, violations);
      return {
        status: output.statusCode,
        ...refused,
        headers: { ...headers, ...("headers" in refused && refused.headers) },
      };
    }
    const body = serialize(output.body, headers["content-type"]);
    return {
      status: output.statusCode,
      headers,
      body: isBinary(headers["content-type"]) ? fromBase64(body) : body,
      ...(output.statusCode >= 400 && { reason: "asked for by the request" }),
    };
  }

  return {
    document,
    respond,
    refuse: (request, status, violation) => refuseAs(status, find(request).operation, [violation]),
    find: (request) => find(request).operation,
  };
}

const preferenceForms = "must be code=<three digits>, example=<name>, dynamic=true or false, or wait=<seconds>";

/** Values of a query by their names, as Prism takes them. */
function groupValues(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const [first = "", ...more] = query.getAll(name);
      return [name, more.length > 0 ? [first, ...more] : first];
    }),
  );
}

/** Prism lets any header `Prefer` win over the query, also one that only sets the pace. */
function withoutWait(headers: MockRequest["headers"]): Record<string, string> {
  const { prefer, ...others } = headers;
  const kept = (prefer ?? "").split(",").filter((item) => item.trim() !== "" && !/^\s*wait\s*(=|$|;)/i.test(item));
  return kept.length > 0 ? { ...others, prefer: kept.join(",") } : others;
}

/** What a request asks of the mock. */
export interface Preferences {
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
  const query = new URLSearchParams(splitTarget(url).query);
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
