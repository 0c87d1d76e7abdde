/** One request to a fetch handler, and its response. */

import type { ServerResponse } from "node:http";
import type { Clock } from "@parley/clock";
import { EventStreamError, type HostBody, type HostHandler, type HostStatus, type StreamRun } from "../host/index.ts";
import { takeStreamRun } from "../stream/index.ts";
import { type ClientErrorBody, hostHeaders } from "./client-error.ts";
import { sendEvents } from "./event-sink.ts";
import { type MessageParts, type RequestSetup, toHostRequest, UnusableRequestError } from "./request.ts";
import { headerLines, sendResponse } from "./response.ts";
import type { Schedule } from "./schedule.ts";

/** Answers a web request; what it throws is answered with 500. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** What the exchanges of a server share. */
export interface ExchangeSetup extends RequestSetup {
  readonly handler: FetchHandler;
  readonly hostHandler: HostHandler | undefined;
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
export interface Exchange extends MessageParts {
  /** Whether the connection ends with the response; asked when that begins. */
  readonly isLast: () => boolean;
}

/** Serves one message of `node:http`; never rejects. */
export async function exchange(setup: ExchangeSetup, own: Exchange): Promise<void> {
  const { incoming, outgoing, departure, isLast } = own;
  let body: HostBody | null = null;
  let run: StreamRun | undefined;
  let report: ((error: unknown) => void) | undefined;
  try {
    const request = toHostRequest(setup, own);
    // What `serve` has made need not see a web request, nor make a web response.
    const response = await (setup.hostHandler?.answer(request) ?? setup.handler(request.request));
    body = response.body;
    report = "report" in response ? response.report : undefined;
    run = "run" in response ? response.run : undefined;
    if (outgoing.destroyed) return cancel(body, run, departure.signal.reason);
    if (body instanceof ReadableStream && incoming.method !== "HEAD") run ??= takeStreamRun(body);
    if (run) {
      outgoing.writeHead(response.status, headerLines(response, isLast()));
      begin(setup, run, outgoing);
    } else {
      const { clock, stallTimeout } = setup;
      const sent = sendResponse(response, incoming, outgoing, { clock, stallTimeout, isLast: isLast() });
      if (sent) await sent;
    }
  } catch (error) {
    cancel(body, run, error);
    if (!(error instanceof UnusableRequestError) && !departure.isGone) (report ?? setup.onError)(error);
    answerError(setup, outgoing, error instanceof UnusableRequestError ? error.status : 500);
  }
}

function begin({ runs, schedule, onRun }: ExchangeSetup, run: StreamRun, outgoing: ServerResponse): void {
  runs.add(run);
  void run.finished.then(() => runs.delete(run));
  sendEvents(run, outgoing, schedule);
  onRun(run);
}

/** Frees what an answer holds that nobody will read. */
function cancel(body: HostBody | null, run: StreamRun | undefined, cause: unknown): void {
  run?.cancel(new EventStreamError("reader_gone", "The reader is gone.", { cause }));
  if (body instanceof ReadableStream && !body.locked) body.cancel(cause).catch(() => {});
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
