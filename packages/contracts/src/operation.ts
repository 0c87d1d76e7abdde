/** Shapes of the generated tables: operations, security schemes and streams. */

import type { StreamAutomaton, StreamForms } from "./index.ts";

/** Where a fact of a contract comes from, strongest first. */
export type Provenance = "seed" | "documented" | "observed" | "assumed";

/** HTTP methods that the contracts use, in lower case as in OpenAPI. */
export type HttpMethod = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/** A parameter of an operation (OpenAPI 3.1, Parameter Object). */
export interface OperationParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  /** Serialisation style where it is not the default of the location. */
  readonly style?: string;
  readonly explode?: boolean;
}

/** What makes an operation that also answers JSON answer with a stream. */
export interface StreamRequest {
  readonly in: "query" | "body";
  readonly name: string;
  readonly value: unknown;
}

/** One operation of a contract, as a constant. */
export interface Operation {
  readonly id: string;
  readonly method: HttpMethod;
  /** Path template, `{name}` for path parameters. */
  readonly path: string;
  /** Base address where it is not the contract's first server. */
  readonly server?: string;
  readonly tag: string;
  readonly provenance: Provenance;
  /** Whether the request may be repeated without a second effect. */
  readonly idempotent: boolean;
  readonly parameters: readonly OperationParameter[];
  readonly requestBody?: { readonly required: boolean; readonly mediaTypes: readonly string[] };
  /** Media types by status; an empty list for a response without a body. */
  readonly responses: Readonly<Record<string, readonly string[]>>;
  /** Alternatives (OR) of schemes that are needed together (AND), each with its scopes; `[]` when open. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** Present where a success can be an event stream. */
  readonly stream?: { readonly status: string; readonly requestedBy: readonly StreamRequest[] };
}

/** A security scheme of a contract (OpenAPI 3.1, Security Scheme Object). */
export type SecurityScheme =
  | { readonly type: "http"; readonly scheme: string }
  | { readonly type: "apiKey"; readonly in: "query" | "header" | "cookie"; readonly name: string }
  | {
      readonly type: "oauth2";
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      readonly scopes: readonly string[];
    };

/** An event stream of a contract: how its events are told apart, in which order they come, how it is kept up. */
export interface StreamContract<Event = unknown> extends StreamForms {
  /** Carries the type of the events; never there at run time. */
  readonly event?: Event;
  readonly automaton: StreamAutomaton;
  /** Names of the events that always end the stream. */
  readonly terminal: readonly string[];
  /** Names of the terminal events that say that the stream failed. */
  readonly failures: readonly string[];
  /** The grammar as it stands in the contract. */
  readonly grammar: string;
  /** Comment that the server sends to keep the connection open, and its interval. */
  readonly heartbeat?: { readonly comment: string; readonly seconds: number };
  /** What a reconnect gives: nothing, the whole stream again, or what follows the last event id. */
  readonly resume: "none" | "replay" | "last-event-id";
}

/** One violated rule of a schema. */
export interface Violation {
  /** JSON pointer (RFC 6901) of the value that is wrong; empty for the whole. */
  readonly instancePath: string;
  /** The keyword that is violated, such as `required`. */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** A generated validator; after a call that gave `false`, `errors` has every violation. */
export interface Validate {
  (data: unknown): boolean;
  errors?: readonly Violation[] | null;
}
