/** Sends one request: credentials, middleware, time limit, retries, one replay after 401. */

import type { Operation } from "@parley/contracts";
import type { RequestTarget } from "../auth/index.ts";
import { presentCredentials, refuseCredentials } from "../auth/index.ts";
import type { EncodedBody } from "../body/index.ts";
import { AbortError, ConnectionError, findSecrets, isParleyError, redact, TimeoutError } from "../errors/index.ts";
import { isRetryableStatus, readRetryAfter, retryDelay } from "../retry/index.ts";
import type { ApiSetup, Middleware } from "./api.ts";

/** A request that can be sent, as often as its body allows. */
export interface Outgoing extends RequestTarget {
  readonly operation: Operation;
  readonly body: EncodedBody | undefined;
  /** What the body was made of. */
  readonly bodyValue: unknown;
  readonly signal: AbortSignal | undefined;
  /** Whether it may be repeated although the server may have received it. */
  readonly isRepeatable: boolean;
}

/** Masks in a text of the server what the request had of secrets, and all that looks like a credential. */
export type Mask = (text: string) => string;

/**
 * Sends a request until it is answered for good, and reads the answer within the time limit of the attempt.
 *
 * @throws AbortError, TimeoutError, ConnectionError, TokenError, UsageError; or what a middleware or `read` throws.
 */
export async function send<Answer>(
  outgoing: Outgoing,
  setup: ApiSetup,
  read: (response: Response, mask: Mask) => Promise<Answer>,
): Promise<Answer> {
  const { operation, body, signal } = outgoing;
  const { clock, retry, random, timeout } = setup;
  const isReplayable = body?.isReplayable ?? true;
  const mayRetry = isReplayable && outgoing.isRepeatable;
  let mayRefresh = isReplayable;
  for (let attempt = 1, tries = 1; ; attempt += 1) {
    const late = new AbortController();
    const settled = new AbortController();
    const limit = signal ? AbortSignal.any([late.signal, signal]) : late.signal;
    clock.sleep(timeout, settled.signal).then(
      () => late.abort(),
      () => {},
    );
    let delay: number | undefined;
    try {
      const { response, presented, mask } = await untilAborted(sendOnce(outgoing, attempt, limit, setup), limit);
      const isRefreshed = response.status === 401 && refuseCredentials(presented) && mayRefresh;
      if (isRefreshed) {
        mayRefresh = false;
        discard(response);
        continue;
      }
      if (mayRetry && isRetryableStatus(response.status)) {
        delay = retryDelay(tries, readRetryAfter(response.headers, clock), retry, random);
      }
      if (delay === undefined) return await untilAborted(read(response, mask), limit);
      discard(response);
    } catch (error) {
      const failure = signal?.aborted
        ? aborted(operation, signal.reason)
        : late.signal.aborted
          ? timedOut(operation, timeout, error)
          : error;
      if (mayRetry && isTransient(failure)) delay = retryDelay(tries, undefined, retry, random);
      if (delay === undefined) throw failure;
    } finally {
      // With a reason, since making the usual error costs more than all of this.
      settled.abort(0);
    }
    tries += 1;
    await clock.sleep(delay, signal).catch((cause: unknown) => {
      throw aborted(operation, cause);
    });
  }
}

interface Outcome {
  readonly response: Response;
  readonly presented: Awaited<ReturnType<typeof presentCredentials>>;
  readonly mask: Mask;
}

async function sendOnce(
  { operation, url, headers, body, bodyValue }: Outgoing,
  attempt: number,
  signal: AbortSignal,
  setup: ApiSetup,
): Promise<Outcome> {
  signal.throwIfAborted();
  const target: RequestTarget = { url: new URL(url), headers: new Headers(headers) };
  const presented = await presentCredentials(target, operation, setup, signal);
  const opened = await body?.open(url);
  if (opened?.contentType) target.headers.set("content-type", opened.contentType);
  const request = new Request(target.url, {
    method: operation.method.toUpperCase(),
    headers: target.headers,
    signal,
    // What is sent may be secret, and of headers only `authorization` is kept from other origins.
    redirect: "manual",
    ...(opened && { body: opened.body }),
    ...(opened?.body instanceof ReadableStream && { duplex: "half" }),
  });
  const chain = setup.use.reduceRight<(request: Request) => Promise<Response>>(
    (next, middleware: Middleware) => async (current) => middleware(current, next, { operation, attempt }),
    async (current) => {
      try {
        return await setup.fetch(current);
      } catch (cause) {
        throw isParleyError(cause) ? cause : disconnected(operation, "could not reach the server", cause);
      }
    },
  );
  const response = await chain(request);
  observeDate(response, setup);
  const mask: Mask = (text) => {
    const sent = [Object.fromEntries(target.headers), Object.fromEntries(target.url.searchParams), bodyValue];
    return redact(text, findSecrets([...sent, { token: presented.map(([, value]) => value) }]));
  };
  return { response, presented, mask };
}

/** What is awaited, or the reason of the signal as soon as it ends, also where the work does not heed the signal. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject);
  });
}

/** Lets go of a response that nobody reads. */
export function discard({ body }: Response): void {
  // A middleware may have read it.
  body?.cancel().catch(() => {});
}

/** Makes the error of a call that its caller ended. */
export function aborted({ id }: Operation, cause: unknown): AbortError {
  return new AbortError(`${id} was aborted`, { code: "aborted", operationId: id, cause });
}

function timedOut({ id }: Operation, timeout: number, cause: unknown): TimeoutError {
  return new TimeoutError(`${id} was not answered within ${timeout} ms`, { code: "timeout", operationId: id, cause });
}

/** Makes the error of a connection that failed, with the code of the runtime where there is one. */
export function disconnected({ id }: Operation, what: string, cause: unknown): ConnectionError {
  const { code, cause: root } = (cause ?? {}) as { code?: unknown; cause?: { code?: unknown } }; // an error, as a rule
  const reason = [root?.code, code].find((text) => typeof text === "string" && /^\w+$/.test(text));
  const message = reason === undefined ? `${id} ${what}` : `${id} ${what}: ${reason}`;
  return new ConnectionError(message, { code: "connection", operationId: id, cause });
}

function isTransient(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof TimeoutError;
}

/** Tokens expire by the clock of the server, so its sources learn how far off this machine is. */
function observeDate({ headers }: Response, { credentials }: ApiSetup): void {
  const date = new Date(headers.get("date") ?? "");
  // An answer that was stored on its way has an age and an old date.
  if (Number.isNaN(date.getTime()) || headers.has("age")) return;
  for (const provider of Object.values(credentials)) {
    if (typeof provider !== "string") provider.observeServerDate(date);
  }
}
