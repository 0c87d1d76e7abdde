/** Opens the connections of an event stream. */

import type { Operation, StreamContract } from "@parley/contracts";
import type { ApiSetup } from "../request/index.ts";
import {
  discard,
  type LooseInput,
  type Mask,
  protocolError,
  readAnswer,
  refusal,
  sendOperation,
} from "../request/index.ts";
import { idleTimeout } from "./stream-errors.ts";
import { watchStream } from "./watch-stream.ts";

/** One connection. */
export interface StreamConnection {
  readonly response: Response;
  readonly bytes: ReadableStream<Uint8Array>;
  readonly mask: Mask;
}

/** What a connection is opened with; the signal ends it at any time. */
export interface ConnectionInput extends LooseInput {
  readonly signal: AbortSignal;
  readonly idleTimeout?: number;
}

/** Heartbeats that may be missing in a row, and half of one for delays. */
const heartbeatsMissed = 2.5;

/**
 * Opens a connection.
 *
 * @throws ApiError; ProtocolError `no_event_stream`; what sending throws.
 */
export function connectStream(
  setup: ApiSetup,
  operation: Operation,
  { heartbeat }: StreamContract,
  input: ConnectionInput,
  lastEventId: string,
): Promise<StreamConnection> {
  const { signal } = input;
  const idle = input.idleTimeout ?? (heartbeat && heartbeat.seconds * 1000 * heartbeatsMissed);
  const headers = {
    accept: "text/event-stream",
    ...input.headers,
    ...(lastEventId && { "last-event-id": lastEventId }),
  };
  return sendOperation(setup, operation, { ...askForStream(operation, input), headers }, async (response, mask) => {
    if (response.status >= 400) throw refusal(setup, operation, await readAnswer(operation, response, mask));
    const { body } = response;
    if (!body || !/^text\/event-stream\b/.test(response.headers.get("content-type") ?? "")) {
      discard(response);
      throw protocolError(operation, response, "no_event_stream", "instead of an event stream");
    }
    const createIdleError = (time: number) => idleTimeout(operation, time);
    return { response, bytes: watchStream(body, { signal, clock: setup.clock, idle, createIdleError }), mask };
  });
}

/** Sets what makes an operation that also answers JSON answer with a stream. */
function askForStream({ stream }: Operation, input: LooseInput): LooseInput {
  const asked = { query: { ...input.query }, body: input.body };
  for (const { in: place, name, value } of stream?.requestedBy ?? []) {
    if (place === "query") asked.query[name] = value;
    // Of other bodies the members are out of reach, and there the query asks.
    else if (isRecord(asked.body)) asked.body = { ...asked.body, [name]: value };
  }
  return { ...input, ...asked };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
