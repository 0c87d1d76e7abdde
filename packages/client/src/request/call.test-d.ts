/** What the types of calls allow and refuse; type-checked only. */

import {
  createThing,
  download,
  getScript,
  getThing,
  listThings,
  replaceThing,
  type ThingTypes,
  watchThings,
} from "../__fixtures__/things.ts";
import { streamMultipart } from "../body/index.ts";
import type { ApiError } from "../errors/index.ts";
import type { Api } from "./api.ts";
import { call, callBlob, callRaw, isRefusalOf, request } from "./call.ts";

type Equal<Left, Right> =
  (<Value>() => Value extends Left ? 1 : 2) extends <Value>() => Value extends Right ? 1 : 2 ? true : false;

/** Compiles only where both types are the same. */
function same<Left, Right>(_isSame: Equal<Left, Right>): void {}

const path = { id: "1" };

/** What is required is required, and what is not may be left out. */
export async function inputs(api: Api<ThingTypes>): Promise<void> {
  await call(api, listThings);
  await call(api, listThings, {});
  await call(api, listThings, { query: { limit: 5, tags: ["a"] }, header: { "If-None-Match": "a" } });
  await call(api, listThings, { signal: new AbortController().signal, timeout: 5, maxRetries: 0, headers: { a: "b" } });
  await call(api, getThing, { path });
  await call(api, watchThings);
  await call(api, watchThings, { body: { text: "a" } });
  await callRaw(api, getThing, { path });
  await callBlob(api, download);
  // @ts-expect-error -- the path is required
  await call(api, getThing);
  // @ts-expect-error -- its parameter is required
  await call(api, getThing, { path: {} });
  // @ts-expect-error -- a text
  await call(api, getThing, { path: { id: 5 } });
  // @ts-expect-error -- no such parameter
  await call(api, listThings, { query: { offset: 5 } });
  // @ts-expect-error -- a number
  await call(api, listThings, { query: { limit: "5" } });
  // @ts-expect-error -- it has no path parameters
  await call(api, listThings, { path });
  // @ts-expect-error -- it has no body
  await call(api, getThing, { path, body: {} });
  // @ts-expect-error -- the body is required
  await call(api, createThing);
  // @ts-expect-error -- no option of a call
  await call(api, listThings, { retries: 5 });
  // @ts-expect-error -- an operation of another contract
  await call(api, { ...listThings, id: "listOthers" });
}

/** The first media type is the default; every other one is named, and the body follows it. */
export async function mediaTypes(api: Api<ThingTypes>): Promise<void> {
  await call(api, createThing, { body: { name: "a" } });
  await call(api, createThing, { mediaType: "application/json", body: { name: "a" } });
  await call(api, createThing, { mediaType: "application/octet-stream", body: new Blob() });
  await call(api, createThing, { mediaType: "multipart/form-data", body: { name: "a", files: [new Blob()] } });
  await call(api, createThing, { mediaType: "application/x-www-form-urlencoded", body: { name: "a", tags: ["a"] } });
  await call(api, replaceThing, { path, body: new Blob() });
  // @ts-expect-error -- bytes need their media type
  await call(api, createThing, { body: new Blob() });
  // @ts-expect-error -- no such media type
  await call(api, createThing, { mediaType: "text/plain", body: "a" });
  // @ts-expect-error -- a media type needs a body
  await call(api, createThing, { mediaType: "application/json" });
}

/** A stream stands where the contract has a file, and only there. */
export async function streams(api: Api<ThingTypes>, stream: ReadableStream<Uint8Array>): Promise<void> {
  const part = { stream, filename: "a" };
  const mediaType = "multipart/form-data";
  await call(api, createThing, { mediaType, body: streamMultipart({ name: "a", files: [part, new Blob()] }) });
  await call(api, createThing, { mediaType, body: streamMultipart({ name: "a", file: part, data: { a: 1 } }) });
  // @ts-expect-error -- the name is a text
  await call(api, createThing, { mediaType, body: streamMultipart({ name: part }) });
  // @ts-expect-error -- the name is required
  await call(api, createThing, { mediaType, body: streamMultipart({ file: part }) });
}

/** The data of a call is that of all its successes. */
export async function data(api: Api<ThingTypes>): Promise<void> {
  const things = await call(api, listThings);
  same<typeof things, { id: string }[] | undefined>(true);
  const nothing = await call(api, replaceThing, { path, body: new Blob() });
  same<typeof nothing, undefined>(true);
  const bytes = await call(api, download);
  same<typeof bytes, Blob>(true);
  const mixed = await call(api, getScript);
  same<typeof mixed, string | { id: string } | Blob>(true);
  const json = await call(api, watchThings);
  same<typeof json, { id: string }>(true);
  // @ts-expect-error -- the types differ
  same<typeof json, string>(true);
}

/** The status of a result narrows its data and its error. */
export async function results(api: Api<ThingTypes>): Promise<void> {
  const result = await request(api, getThing, { path });
  same<typeof result.status, 200 | 404 | 500>(true);
  if (result.status === 200) {
    same<typeof result.data, { id: string }>(true);
    same<typeof result.error, undefined>(true);
  }
  if (result.status === 404) {
    same<typeof result.error, { reason: string }>(true);
    same<typeof result.data, undefined>(true);
  }
  // @ts-expect-error -- it may be a refusal
  result.data.id;
  // @ts-expect-error -- no such status
  result.status === 418;
}

/** A refusal is narrowed by its operation, then by its status. */
export function refusals(api: Api<ThingTypes>, error: unknown): void {
  if (!isRefusalOf(api, getThing, error)) return;
  same<typeof error.status, 404 | 500>(true);
  const { retryAfter, requestId }: ApiError = error;
  same<typeof retryAfter, number | undefined>(true);
  same<typeof requestId, string | undefined>(true);
  if (error.status === 404) same<typeof error.body, { reason: string }>(true);
  else same<typeof error.body, { message?: string }>(true);
}
