/** Calls of things by method and path, for tests that look at what goes over the wire. */

import { type ApiClient, type CallOptions, unwrap } from "../request/index.ts";
import type { ThingPaths } from "./things.ts";

/** Keys of the operations in the table of the contract. */
export const listThings = "GET /things";
export const getThing = "GET /things/{id}";
export const createThing = "POST /things";
export const replaceThing = "PUT /things/{id}";
export const download = "GET /file";

/** Input of any operation and options of the call. */
export interface AnyInput extends CallOptions {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly parseAs?: "json" | "text" | "blob" | "arrayBuffer" | "stream";
}

/** What a method of the client gives. */
export interface AnyAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** Calls an operation and gives the answer as openapi-fetch does. */
export function ask(
  client: ApiClient<ThingPaths>,
  key: string,
  { path, query, header, ...init }: AnyInput = {},
): Promise<AnyAnswer> {
  const [method = "", template = ""] = key.split(" ");
  const request = client.request as unknown as (method: string, path: string, init: object) => Promise<AnyAnswer>; // any operation
  return request(method, template, {
    ...init,
    params: { ...(path && { path }), ...(query && { query }), ...(header && { header }) },
  });
}

/** Calls an operation and gives its data, or throws. */
export function call(client: ApiClient<ThingPaths>, key: string, input: AnyInput = {}): Promise<unknown> {
  return unwrap(ask(client, key, input) as Parameters<typeof unwrap>[0]);
}
