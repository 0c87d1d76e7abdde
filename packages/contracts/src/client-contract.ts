/** Shape of the compact table that clients carry: of each operation only what a request needs to know. */

import type { StreamRequest } from "./operation.ts";

/** Where a credential goes on a request. */
export interface ClientScheme {
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  /** What stands before the credential, such as `Bearer `. */
  readonly prefix?: string;
}

/** What the engine of a client knows of one operation. */
export interface ClientOperation {
  readonly id: string;
  /** Alternatives of security schemes, each with the names of those that are needed together, separated by blanks. */
  readonly security?: readonly string[];
  /** Documented statuses other than 2xx. */
  readonly statuses?: readonly number[];
  /** Whether the request may be repeated without a second effect, where its method does not say so (RFC 9110 section 9.2.2). */
  readonly idempotent?: boolean;
  /** Header parameter of the contract that makes a repeat safe. */
  readonly idempotencyKey?: string;
  /** Base address where it is not that of the API. */
  readonly server?: string;
  /** Media type of the body where it is not JSON. */
  readonly mediaType?: string;
  /** How arrays and objects stand in the query where it is not the default of OpenAPI. */
  readonly query?: {
    readonly array?: { readonly style: "form" | "spaceDelimited" | "pipeDelimited"; readonly explode: boolean };
    readonly object?: { readonly style: "form" | "deepObject"; readonly explode: boolean };
  };
  /** Present where a success can be an event stream: what asks for it. */
  readonly stream?: readonly StreamRequest[];
}

/** What a client knows of an API. */
export interface ClientContract {
  /** Address of the platform where an operation has none of its own. */
  readonly serverUrl: string;
  readonly schemes: Readonly<Record<string, ClientScheme>>;
  /** Operations by method in upper case and path template, such as `GET /tasks/{id}`. */
  readonly operations: Readonly<Record<string, ClientOperation>>;
}
