/** Reads a bundled OpenAPI 3.1 document: follows references and walks operations. */

import type { HttpMethod, Provenance, StreamDiscriminator, StreamRequest } from "./index.ts";

/** A reference inside the document. */
export interface Reference {
  readonly $ref: string;
}

/** A JSON Schema of the document; read as plain data. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** Example Object. */
export interface ExampleObject {
  readonly summary?: string;
  /** The body; bytes are a `data:` URL here. */
  readonly value?: unknown;
  /** Where the bytes of a binary body are, relative to the folder of the contract, such as `examples/hello.wav`. */
  readonly "x-external-file"?: string;
}

/** The extension `x-stream` of a media type. */
export interface StreamObject {
  /** Where the order of the events is known from; the events have levels of their own. */
  readonly "x-provenance": Provenance;
  readonly description?: string;
  readonly discriminator: StreamDiscriminator;
  readonly events: Readonly<Record<string, StreamEventObject>>;
  readonly grammar: string;
  readonly heartbeat?: { readonly comment: string; readonly seconds: number };
  readonly resume: "none" | "replay" | "last-event-id";
  readonly requestedBy?: readonly StreamRequest[];
}

/** One event of {@link StreamObject}. */
export interface StreamEventObject {
  readonly summary: string;
  readonly schema?: SchemaObject;
  readonly text?: string;
  readonly pattern?: string;
  readonly terminal?: true | "optional";
  readonly failure?: true;
}

/** Media Type Object. */
export interface MediaTypeObject {
  readonly schema?: SchemaObject;
  readonly examples?: Readonly<Record<string, ExampleObject | Reference>>;
  readonly "x-stream"?: StreamObject;
}

/** Parameter or Header Object. */
export interface ParameterObject {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: SchemaObject;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, ExampleObject | Reference>>;
}

/** Request Body Object. */
export interface RequestBodyObject {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaTypeObject>>;
}

/** Response Object. */
export interface ResponseObject {
  readonly description: string;
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
  readonly headers?: Readonly<Record<string, Omit<ParameterObject, "name" | "in"> | Reference>>;
}

/** Server Object. */
export interface ServerObject {
  readonly url: string;
  readonly variables?: Readonly<Record<string, { readonly default: string }>>;
}

/** Requirement: scheme names that are needed together, with scopes. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** One entry of the extension `x-codeSamples`, which reference pages show beside an operation. */
export interface CodeSample {
  readonly lang: string;
  readonly label: string;
  readonly source: string;
}

/** Operation Object. */
export interface OperationObject {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly requestBody?: RequestBodyObject | Reference;
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>;
  readonly security?: readonly SecurityRequirement[];
  readonly servers?: readonly ServerObject[];
  readonly "x-provenance": Provenance;
  readonly "x-idempotent"?: boolean;
  /** Samples that a vendor prints; all others are generated. */
  readonly "x-codeSamples"?: readonly CodeSample[];
}

/** Path Item Object. */
export type PathItemObject = Readonly<Partial<Record<HttpMethod, OperationObject>>> & {
  readonly parameters?: readonly (ParameterObject | Reference)[];
  readonly servers?: readonly ServerObject[];
};

/** A bundled OpenAPI document: one file, references inside it only. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly summary?: string;
    readonly description?: string;
  };
  readonly servers: readonly ServerObject[];
  readonly security?: readonly SecurityRequirement[];
  readonly paths: Readonly<Record<string, PathItemObject>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, SchemaObject>>;
    readonly securitySchemes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

/** An operation with its place and everything that it takes from its path item. */
export interface LocatedOperation {
  readonly method: HttpMethod;
  readonly path: string;
  readonly operation: OperationObject;
  readonly parameters: readonly ParameterObject[];
  readonly requestBody: RequestBodyObject | undefined;
  readonly responses: Readonly<Record<string, ResponseObject>>;
  readonly security: readonly SecurityRequirement[];
  /** Servers of the operation or its path item; `undefined` where those of the document apply. */
  readonly servers: readonly ServerObject[] | undefined;
}

const methods: readonly HttpMethod[] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * The value itself, or what its `$ref` leads to.
 *
 * @throws Error when the reference leads nowhere.
 */
export function dereference<T extends object>(document: OpenApiDocument, value: T | Reference): T {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T; // not a reference
  let target: unknown = document;
  for (const part of value.$ref.replace(/^#\//, "").split("/")) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    target = (target as Record<string, unknown> | undefined)?.[key];
  }
  if (typeof target !== "object" || target === null) throw new Error(`Nothing at ${value.$ref}`);
  return dereference(document, target as T | Reference);
}

/** All operations in the order of the document. */
export function listOperations(document: OpenApiDocument): LocatedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const own = (operation.parameters ?? []).map((parameter) => dereference(document, parameter));
      const shared = (item.parameters ?? [])
        .map((parameter) => dereference(document, parameter))
        .filter((parameter) => !own.some(({ name, in: place }) => name === parameter.name && place === parameter.in));
      return {
        method,
        path,
        operation,
        parameters: [...shared, ...own],
        requestBody: operation.requestBody && dereference(document, operation.requestBody),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, response]) => [status, dereference(document, response)]),
        ),
        security: operation.security ?? document.security ?? [],
        servers: operation.servers ?? item.servers,
      };
    }),
  );
}

/** Named examples of a media type, in the order of the document; the first is the default. */
export function listExamples(
  document: OpenApiDocument,
  media: MediaTypeObject,
): [name: string, example: ExampleObject][] {
  return Object.entries(media.examples ?? {}).map(([name, example]) => [name, dereference(document, example)]);
}

/** Address of a server with its variables replaced by their defaults. */
export function serverUrl(server: ServerObject): string {
  return server.url.replace(/\{([^}]+)\}/g, (_match, name: string) => server.variables?.[name]?.default ?? "");
}

/** Number of operations by their provenance, strongest level first. */
export function countProvenance(document: OpenApiDocument): Record<Provenance, number> {
  const counts = { seed: 0, documented: 0, observed: 0, assumed: 0 };
  for (const { operation } of listOperations(document)) counts[operation["x-provenance"]] += 1;
  return counts;
}
