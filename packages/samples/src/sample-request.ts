/** Makes a request from the examples of a contract, as data. */

import {
  dereference,
  type LocatedOperation,
  listExamples,
  type MediaTypeObject,
  type OpenApiDocument,
  type ParameterObject,
  type SchemaObject,
} from "@parley/contracts/document";
import type { SampleAnswer } from "./answers.ts";

/** Stands for every credential: the mock asks for one, but knows none. */
const credential = "demo";

const streamType = "text/event-stream";

/** A request without the address of its server. */
export interface SampleRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: SampleBody;
  /** Whether the answer is an event stream. */
  readonly streams: boolean;
}

/** A body as text, as the fields of a form, or as a file. */
export type SampleBody =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "form"; readonly fields: readonly FormField[] }
  | { readonly kind: "file"; readonly path: string };

/** A field of a form: a value, or the name of a file. */
export type FormField =
  | { readonly name: string; readonly value: string; readonly file?: never }
  | { readonly name: string; readonly file: string; readonly value?: never };

/**
 * A request that satisfies the contract, with its first examples.
 *
 * @param answer - What a mock is to answer, told with `Prefer`; without it, the stream where there is one, or else the
 * first success.
 */
export function sampleRequest(
  document: OpenApiDocument,
  located: LocatedOperation,
  answer?: SampleAnswer,
): SampleRequest {
  const required = located.parameters.filter((parameter) => parameter.required);
  const credentials = listCredentials(document, located);
  const values = [...required.map((parameter) => sampleParameter(document, parameter)), ...credentials];
  const isStream = answer === undefined || answer.mediaType === streamType;
  const stream = isStream ? findStream(located) : undefined;
  const asked = stream?.asked ?? [];
  const query = new URLSearchParams(pairsIn(values, "query"));
  for (const { in: place, name, value } of asked) if (place === "query") query.set(name, String(value));
  const path = pairsIn(values, "path").reduce(
    (template, [name, value]) => template.replace(`{${name}}`, encodeURIComponent(value)),
    located.path,
  );
  const cookies = pairsIn(values, "cookie").map(([name, value]) => `${name}=${value}`);
  const added = Object.fromEntries(
    asked.flatMap(({ in: place, name, value }) => (place === "body" ? [[name, value]] : [])),
  );
  const body = sampleBody(document, located, added);
  return {
    method: located.method.toUpperCase(),
    target: query.size > 0 ? `${path}?${query}` : path,
    headers: {
      ...(stream?.negotiated && { Accept: streamType }),
      ...(answer && preferences(answer)),
      ...Object.fromEntries(pairsIn(values, "header")),
      ...(cookies.length > 0 && { Cookie: cookies.join("; ") }),
      // The boundary of a form belongs to the client that writes it.
      ...(body && body.content.kind !== "form" && { "Content-Type": body.mediaType }),
    },
    ...(body && { body: body.content }),
    streams: stream !== undefined,
  };
}

/** Headers that ask a mock for one documented answer (RFC 7240). */
function preferences({ status, mediaType, example, isAmbiguous }: SampleAnswer): Record<string, string> {
  return {
    ...(isAmbiguous && mediaType !== undefined && { Accept: mediaType }),
    Prefer: example === undefined ? `code=${status}` : `code=${status}, example=${example}`,
  };
}

interface PlacedValue {
  readonly in: ParameterObject["in"];
  readonly name: string;
  readonly value: string;
}

function pairsIn(values: readonly PlacedValue[], place: ParameterObject["in"]): [name: string, value: string][] {
  return values.filter((value) => value.in === place).map(({ name, value }) => [name, value]);
}

function sampleParameter(document: OpenApiDocument, parameter: ParameterObject): PlacedValue {
  const [example] = listExamples(document, parameter.examples ? { examples: parameter.examples } : {});
  const value = parameter.example ?? example?.[1].value ?? sampleValue(document, parameter.schema ?? {});
  return {
    in: parameter.in,
    name: parameter.name,
    value: typeof value === "object" ? JSON.stringify(value) : String(value),
  };
}

function sampleValue(document: OpenApiDocument, schema: SchemaObject): unknown {
  const { examples, default: initial, const: constant, enum: values } = dereference(document, schema);
  const [first] = [...listOf(examples), ...listOf(values)];
  return first ?? initial ?? constant ?? credential;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Credentials of the first alternative; an operation that may be called without any has none. */
function listCredentials(document: OpenApiDocument, { security }: LocatedOperation): PlacedValue[] {
  const isOpen = security.some((requirement) => Object.keys(requirement).length === 0);
  const names = isOpen ? [] : Object.keys(security[0] ?? {});
  return names.map((name) => {
    const scheme = document.components?.securitySchemes?.[name] ?? {};
    if (scheme.type === "apiKey") {
      return { in: scheme.in as ParameterObject["in"], name: String(scheme.name), value: credential }; // OpenAPI 3.1 allows no other place
    }
    const word = String(scheme.scheme ?? "bearer").toLowerCase();
    const value = word === "basic" ? `Basic ${btoa(`${credential}:${credential}`)}` : `Bearer ${credential}`;
    return { in: "header", name: "Authorization", value };
  });
}

/** Whether a success can be a stream, and how a client asks for it. */
function findStream({ responses }: LocatedOperation) {
  for (const { content = {} } of Object.values(responses)) {
    const stream = content[streamType]?.["x-stream"];
    if (!stream) continue;
    // One way of asking is enough.
    const asked = (stream.requestedBy ?? []).slice(0, 1);
    return { asked, negotiated: asked.length === 0 && Object.keys(content).length > 1 };
  }
  return undefined;
}

function sampleBody(
  document: OpenApiDocument,
  { requestBody }: LocatedOperation,
  added: Readonly<Record<string, unknown>>,
): { mediaType: string; content: SampleBody } | undefined {
  const [entry] = Object.entries(requestBody?.content ?? {});
  if (!entry) return undefined;
  const [mediaType, media] = entry;
  const [example] = listExamples(document, media);
  const file = example?.[1]["x-external-file"];
  if (file !== undefined) return { mediaType, content: { kind: "file", path: file } };
  const value = example?.[1].value;
  if (typeof value !== "object" || value === null)
    return { mediaType, content: { kind: "text", text: String(value ?? "") } };
  const members = Array.isArray(value) ? value : { ...value, ...added };
  if (/json/.test(mediaType)) return { mediaType, content: { kind: "text", text: JSON.stringify(members) } };
  if (mediaType === "multipart/form-data") {
    return { mediaType, content: { kind: "form", fields: formFields(document, media, members) } };
  }
  const pairs = new URLSearchParams();
  for (const [name, member] of Object.entries(members)) pairs.set(name, String(member));
  return { mediaType, content: { kind: "text", text: pairs.toString() } };
}

function formFields(document: OpenApiDocument, media: MediaTypeObject, members: object): FormField[] {
  const { properties = {} } = dereference(document, media.schema ?? {}) as {
    properties?: Record<string, SchemaObject>;
  }; // JSON Schema, 10.3.2.1
  return Object.entries(members).flatMap(([name, member]) => {
    const { type, items = {} } = dereference(document, properties[name] ?? {}) as {
      type?: string;
      items?: SchemaObject;
    }; // as above
    const isFile = type === undefined || (type === "array" && dereference(document, items).type === undefined);
    return [member].flat().map((part): FormField => {
      if (isFile) return { name, file: `examples/${String(part)}` };
      return { name, value: typeof part === "object" ? JSON.stringify(part) : String(part) };
    });
  });
}
