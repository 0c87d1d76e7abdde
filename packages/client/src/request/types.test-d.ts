/** What the types of clients allow and refuse; type-checked only. */

import type { paths as ChatzyPaths } from "@parley/contracts/chatzy";
import type { paths as SmartTalkPaths } from "@parley/contracts/smarttalk";
import type { paths as XyzPaths } from "@parley/contracts/xyz";
import type { Client } from "openapi-fetch";
import type { ThingPaths } from "../__fixtures__/things.ts";
import { withCredentials } from "./client.ts";
import type { ApiClient } from "./types.ts";
import { isRefusalOf, unwrap } from "./unwrap.ts";

type Things = ApiClient<ThingPaths>;

/** A client is one of openapi-fetch, for every contract. */
export const clients: readonly ((client: never) => unknown)[] = [
  (client: Things): Pick<Client<ThingPaths>, "use" | "eject"> => client,
  (client: ApiClient<ChatzyPaths>): Pick<Client<ChatzyPaths>, "use" | "eject"> => client,
  (client: ApiClient<SmartTalkPaths>): Pick<Client<SmartTalkPaths>, "use" | "eject"> => client,
  (client: ApiClient<XyzPaths>): Pick<Client<XyzPaths>, "use" | "eject"> => client,
];

/** Parameters and bodies are those of the contract. */
export async function inputs(client: Things): Promise<void> {
  await client.GET("/things", { params: { query: { tags: ["a"] } }, timeout: 5, maxRetries: 0 });
  await client.POST("/things", { body: { name: "a", files: [new Blob()] }, signal: new AbortController().signal });
  // @ts-expect-error -- no such parameter
  await client.GET("/things", { params: { query: { tags: 5 } } });
  // @ts-expect-error -- the path needs an id
  await client.GET("/things/{id}", {});
  // @ts-expect-error -- no such path
  await client.GET("/nothing");
  // @ts-expect-error -- no such member
  await client.POST("/things", { body: { title: "a" } });
}

/** Data is that of the successes, without the text of a stream. */
export async function data(client: Things): Promise<string> {
  const path = { id: "1" };
  const { id } = await unwrap(client.GET("/things/{id}", { params: { path } }));
  const watched = await unwrap(client.POST("/watch", { body: { text: "a" } }));
  const blob: Blob = await unwrap(client.GET("/file", { parseAs: "blob" }));
  // @ts-expect-error -- no such member
  watched.length;
  return id + watched.id + blob.type;
}

/** The status of a refusal narrows its body. */
export function refusals(client: Things, error: unknown): string | undefined {
  if (!isRefusalOf(client, "get", "/things/{id}", error)) return undefined;
  if (error.status === 404) return error.body.reason;
  // @ts-expect-error -- another status, another body
  error.body.reason;
  // @ts-expect-error -- no such status
  if (error.status === 409) return undefined;
  return error.body.message;
}

/** Other credentials make the same kind of client. */
export const others: (client: Things) => Things = (client) => withCredentials(client, { token: "a" });

// @ts-expect-error -- no such operation
export const wrong = (client: Things) => isRefusalOf(client, "delete", "/things", undefined);
