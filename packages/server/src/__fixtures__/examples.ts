/** Requests and answers of a contract, as its examples have them. */

import { classifyEvent, type StreamContract } from "@parley/contracts";
import {
  dereference,
  type ExampleObject,
  type LocatedOperation,
  listExamples,
  type MediaTypeObject,
  type OpenApiDocument,
} from "@parley/contracts/document";
import { createParser } from "eventsource-parser";

const origin = "https://contract.test";

/** Bytes that stand for an example file. */
const bytes = new Blob([Uint8Array.of(1, 2, 3)]);

/** One answer that a contract documents. */
export interface DocumentedAnswer {
  readonly title: string;
  readonly status: number;
  readonly mediaType?: string;
  readonly value?: unknown;
}

/** Each named example of each status of an operation. */
export function listAnswers(document: OpenApiDocument, { operation, responses }: LocatedOperation): DocumentedAnswer[] {
  return Object.entries(responses).flatMap(([status, { content = {} }]) => {
    const media = Object.entries(content);
    const title = `${operation.operationId} ${status}`;
    if (media.length === 0) return [{ title, status: Number(status) }];
    return media.flatMap(([mediaType, type]) =>
      listExamples(document, type).map(([name, example]) => ({
        title: `${title} ${mediaType} ${name}`,
        status: Number(status),
        mediaType,
        value: example.value ?? bytes,
      })),
    );
  });
}

/** The events of a wire transcript. */
export async function* replay(stream: StreamContract, transcript: string): AsyncGenerator<{ type: string; data: unknown }> {
  const found: { type: string; data: unknown }[] = [];
  const parser = createParser({
    onEvent(event) {
      const classified = classifyEvent(stream, { event: event.event ?? "", data: event.data });
      found.push({ type: String(classified?.name), data: stream.events[String(classified?.name)]?.json ? JSON.parse(event.data) : event.data });
    },
  });
  parser.feed(transcript);
  yield* found;
}

/** What a valid request is made of; each part can be left out or changed to make a bad one. */
export interface RequestParts {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly mediaType: string; readonly value: unknown };
}

/** The request that the examples of an operation describe, with its body of this number. */
export function exampleRequest(document: OpenApiDocument, located: LocatedOperation, bodyNumber = 0): RequestParts {
  const { parameters, security, path, method } = located;
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place).map((parameter) => [parameter.name, String(exampleOf(document, parameter))] as const);
  const query: [string, string][] = of("query").map(([name, value]) => [name, value]);
  const headers: Record<string, string> = Object.fromEntries(of("header"));
  const requirement = security.find((alternative) => Object.keys(alternative).length > 0) ?? {};
  for (const name of Object.keys(requirement)) {
    const scheme = document.components?.securitySchemes?.[name];
    if (scheme?.type !== "apiKey") headers.authorization = "Bearer credential";
    else if (scheme.in === "query") query.push([String(scheme.name), "credential"]);
    else headers[String(scheme.name)] = "credential";
  }
  const body = listBodies(document, located)[bodyNumber];
  return {
    method: method.toUpperCase(),
    path: of("path").reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)), path),
    query,
    headers,
    ...(body && { body }),
  };
}

/** The example bodies of an operation. */
export function listBodies(document: OpenApiDocument, { requestBody }: LocatedOperation): { mediaType: string; value: unknown }[] {
  return Object.entries(requestBody?.content ?? {}).flatMap(([mediaType, media]) =>
    listExamples(document, media).map(([, { value }]) => ({
      mediaType,
      value: mediaType === "multipart/form-data" ? withFiles(document, media, value) : (value ?? bytes),
    })),
  );
}

function exampleOf(document: OpenApiDocument, { example, examples = {} }: LocatedOperation["parameters"][number]): unknown {
  const [first] = Object.values(examples);
  return example ?? (first && dereference<ExampleObject>(document, first).value);
}

/** Files where the schema has bytes. */
function withFiles(document: OpenApiDocument, { schema = {} }: MediaTypeObject, value: unknown): unknown {
  const { properties } = dereference(document, schema) as { properties: Record<string, { type?: string; format?: string }> }; // a form
  const isFile = (name: string) => properties[name]?.format === "binary";
  const isFiles = (name: string) => properties[name]?.type === "array";
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [name, isFile(name) ? bytes : isFiles(name) ? [bytes, bytes] : member]),
  );
}

/** Puts a request together. */
export function toRequest({ method, path, query, headers, body }: RequestParts): Request {
  const url = new URL(path, origin);
  for (const [name, value] of query) url.searchParams.append(name, value);
  if (!body) return new Request(url, { method, headers });
  const { mediaType, value } = body;
  if (mediaType !== "multipart/form-data") {
    const isRaw = typeof value === "string" || value instanceof Uint8Array;
    const text = mediaType.includes("json") && !isRaw ? JSON.stringify(value) : value;
    const encoded = mediaType.includes("urlencoded") ? new URLSearchParams(value as Record<string, string>).toString() : text;
    return new Request(url, { method, headers: { "content-type": mediaType, ...headers }, body: encoded as BodyInit });
  }
  const form = new FormData();
  for (const [name, member] of Object.entries(value as object)) {
    for (const item of Array.isArray(member) ? member : [member]) form.append(name, item);
  }
  return new Request(url, { method, headers, body: form });
}
