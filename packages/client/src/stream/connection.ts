/** Opens the connections of an event stream, through the client of openapi-fetch. */

import type { StreamContract } from "@parley/contracts";
import {
  type ApiClient,
  type ApiPaths,
  type Call,
  callOf,
  discard,
  operationOf,
  protocolError,
  refusalOf,
  setupOf,
} from "../request/index.ts";

/** One connection. */
export interface StreamConnection {
  readonly response: Response;
  readonly body: ReadableStream<Uint8Array>;
  readonly call: Call | undefined;
}

/** What a connection is opened with, as openapi-fetch takes it. */
export interface ConnectionInit {
  readonly params?: { readonly query?: Readonly<Record<string, unknown>> };
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What the client gives when it is asked for a stream. */
type StreamAnswer =
  | {
      readonly data: ReadableStream<Uint8Array> | null | undefined;
      readonly error?: never;
      readonly response: Response;
    }
  | { readonly data?: never; readonly error: unknown; readonly response: Response };

/** Heartbeats that may be missing in a row, and half of one for delays. */
const heartbeatsMissed = 2.5;

/** Longest silence of a stream in milliseconds; none where the contract has no heartbeat. */
export function longestSilence({ heartbeat }: StreamContract): number | undefined {
  return heartbeat && heartbeat.seconds * 1000 * heartbeatsMissed;
}

/**
 * Opens a connection.
 *
 * @throws ApiError; ProtocolError `no_event_stream`; what sending throws.
 */
export async function connectStream<Paths extends ApiPaths>(
  client: ApiClient<Paths>,
  method: string,
  path: string,
  init: ConnectionInit,
  lastEventId: string,
): Promise<StreamConnection> {
  const operation = operationOf(setupOf(client), method, path);
  const headers = {
    accept: "text/event-stream",
    ...init.headers,
    ...(lastEventId && { "last-event-id": lastEventId }),
  };
  const request = client.request as unknown as (method: string, path: string, init: object) => Promise<StreamAnswer>; // typed by openStream
  const answer = await request(method, path, { ...askForStream(operation.stream, init), headers, parseAs: "stream" });
  const { data: body, response } = answer;
  if (!response.ok) throw refusalOf(answer);
  if (!body || !/^text\/event-stream\b(?!-)/.test(response.headers.get("content-type") ?? "")) {
    discard(response);
    throw protocolError(operation, response, "no_event_stream", "instead of an event stream");
  }
  return { response, body, call: callOf(answer) };
}

/** Sets what makes an operation that also answers JSON answer with a stream. */
function askForStream(
  requestedBy: readonly { readonly in: string; readonly name: string; readonly value: unknown }[] = [],
  init: ConnectionInit,
): ConnectionInit {
  const query: Record<string, unknown> = { ...init.params?.query };
  let { body } = init;
  for (const { in: place, name, value } of requestedBy) {
    if (place === "query") query[name] = value;
    // Of other bodies the members are out of reach, and there the query asks.
    else if (isRecord(body)) body = { ...body, [name]: value };
  }
  return { ...init, params: { ...init.params, query }, ...(body !== undefined && { body }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
