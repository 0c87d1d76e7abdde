/** One request to a fetch handler, and its response. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "@parley/clock";
import type { HostHandler, HostStatus } from "./host-handler.ts";
import type { HostBody } from "./host-response.ts";
import { type ClientErrorBody, hostHeaders } from "./node-client-error.ts";
import { type Schedule, sendEvents } from "./node-event-sink.ts";
import { toHostRequest, UnusableRequestError } from "./node-request.ts";
import { headerLines, sendResponse } from "./node-response.ts";
import { takeStreamRun } from "./stream-body.ts";
import type { StreamRun } from "./stream-sink.ts";

/** Answers a web request; what it throws is answered with 500. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** What the exchanges of a server share. */
export interface ExchangeSetup {
  readonly handler: FetchHandler;
  readonly hostHandler: HostHandler | undefined;
  readonly allowedHosts: ReadonlySet<string> | undefined;
  readonly clock: Clock;
  readonly stallTimeout: number;
  readonly schedule: Schedule;
  readonly onError: (error: unknown) => void;
  readonly toErrorBody: (status: HostStatus) => ClientErrorBody;
  /** The event streams that are not finished. */
  readonly runs: Set<StreamRun>;
  /** Called for a stream that has begun. */
  onRun(run: StreamRun): void;
}

/** One message and its response. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Aborted when the client leaves before the response is complete. */
  readonly signal: AbortSignal;
  /** Called before the first byte of the body is read. */
  readonly onFirstRead: () => void;
  /** Whether the connection ends with the response; asked when that begins. */
  readonly isLast: () => boolean;
}

/** Serves one message of `node:http`; never rejects. */
export async function exchange(
  setup: ExchangeSetup,
  { incoming, outgoing, signal, onFirstRead, isLast }: Exchange,
): Promise<void> {
  let body: HostBody | null = null;
  try {
    const request = toHostRequest(incoming, { signal, onFirstRead, allowedHosts: setup.allowedHosts });
    // What `serve` has made need not see a web request, nor make a web response.
    const response = await (setup.hostHandler?.answer(request) ?? setup.handler(request.request));
    body = response.body;
    if (outgoing.destroyed) return cancel(body, signal.reason);
    const run = body instanceof ReadableStream && incoming.method !== "HEAD" ? takeStreamRun(body) : undefined;
    if (run) {
      outgoing.writeHead(response.status, headerLines(response, isLast()));
      setup.runs.add(run);
      void run.finished.then(() => setup.runs.delete(run));
      sendEvents(run, outgoing, setup.schedule);
      setup.onRun(run);
    } else {
      const { clock, stallTimeout } = setup;
      const sent = sendResponse(response, incoming, outgoing, { clock, stallTimeout, isLast: isLast() });
      if (sent) await sent;
    }
  } catch (error) {
    cancel(body, error);
    if (!(error instanceof UnusableRequestError) && !signal.aborted) setup.onError(error);
    answerError(setup, outgoing, error instanceof UnusableRequestError ? error.status : 500);
  }
}

/** Frees what a body holds that nobody will read. */
function cancel(body: HostBody | null, reason: unknown): void {
  if (body instanceof ReadableStream && !body.locked) body.cancel(reason).catch(() => {});
}

function answerError({ toErrorBody }: ExchangeSetup, outgoing: ServerResponse, status: HostStatus): void {
  // A response that has begun can only be cut; the client sees that it is not complete.
  if (outgoing.headersSent || outgoing.destroyed) {
    outgoing.destroy();
    return;
  }
  const answer = toErrorBody(status);
  const length = String(Buffer.byteLength(answer.body));
  outgoing.writeHead(status, { ...hostHeaders(answer), "content-length": length, connection: "close" });
  outgoing.end(answer.body);
}
