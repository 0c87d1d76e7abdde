/** The `fetch` under openapi-fetch: credentials, time limits, retries, one replay after 401, no redirects. */

import { presentCredentials, refuseCredentials, removeCredentials } from "../auth/index.ts";
import { ConnectionError, isParleyError, TimeoutError } from "../errors/index.ts";
import { readRetryAfter } from "../retry/index.ts";
import { type Call, maskFor } from "./call.ts";
import { createDeadline, untilAborted } from "./deadline.ts";
import { aborted, disconnected, isRedirect, redirected, timedOut } from "./failures.ts";
import { firstAttempt, nextStep, type Step } from "./next-step.ts";
import { discard, holdBody } from "./read-body.ts";

/**
 * Sends a request until it is answered for good, body included.
 *
 * @throws AbortError, TimeoutError, ConnectionError, TokenError, UsageError, ProtocolError `redirected`.
 */
export async function sendRequest(first: Request, call: Call): Promise<Response> {
  const { operation, setup, signal, body, isRepeatable } = call;
  const { clock, retry, random } = setup;
  const rules = { isReplayable: body?.isReplayable ?? true, isRepeatable, retry, random };
  let attempts = firstAttempt;
  for (let request = first; ; ) {
    // A body is gone once it is sent. Text is copied as the middleware left it; files and streams are opened anew.
    const spare = rules.isReplayable && mayFollow(call) && isCopied(request, call) ? request.clone() : request;
    let step: Step;
    try {
      call.deadline.start();
      const response = await untilAborted(exchange(request, call), call.deadline.signal);
      const canRefresh = response.status === 401 && refuseCredentials(call.sent?.presented ?? []);
      const retryAfter = readRetryAfter(response.headers, clock);
      step = nextStep(attempts, { status: response.status, retryAfter, canRefresh }, rules);
      if (step.type === "end") return await untilAborted(accept(response, call), call.deadline.signal);
      discard(response);
    } catch (error) {
      const failure = explain(call, error);
      const isTransient = failure instanceof ConnectionError || failure instanceof TimeoutError;
      step = nextStep(attempts, { isTransient }, rules);
      if (step.type === "end") throw failure;
    } finally {
      call.deadline.stop();
    }
    if (step.delay > 0) {
      await clock.sleep(step.delay, signal).catch((cause: unknown) => {
        throw aborted(operation, cause);
      });
    }
    attempts = step.next;
    call.deadline = createDeadline(clock, setup.timeout, signal);
    removeCredentials(spare, call.sent?.presented ?? []);
    request = await renew(spare, call);
  }
}

/** Whether a further attempt is possible at all, so that a copy of the body may be needed. */
function mayFollow({ setup, isRepeatable }: Call): boolean {
  return isRepeatable || Object.values(setup.credentials).some((provider) => typeof provider !== "string");
}

/** Whether a copy of the body is kept: of files and forms, which may be large, it would fill the memory. */
function isCopied({ body, headers }: Request, call: Call): boolean {
  return body !== null && !(call.body && /^multipart\/|^[^/]+\/octet-stream/.test(headers.get("content-type") ?? ""));
}

/** The request of the next attempt. */
async function renew(spare: Request, call: Call): Promise<Request> {
  const { signal } = call.deadline;
  if (!spare.bodyUsed || !call.body) return new Request(spare, { signal });
  const { body, contentType } = await call.body.open(spare.url);
  const headers = new Headers(spare.headers);
  headers.delete("content-type");
  if (contentType !== undefined) headers.set("content-type", contentType);
  const { url, method } = spare;
  return new Request(url, { method, headers, body, signal, redirect: "manual", ...duplexOf(body) });
}

/** What fetch wants to be told of a body that is a stream. */
export function duplexOf(body: unknown): { readonly duplex?: "half" } {
  return body instanceof ReadableStream ? { duplex: "half" } : {};
}

async function exchange(request: Request, call: Call): Promise<Response> {
  const { operation, setup, deadline } = call;
  deadline.signal.throwIfAborted();
  const credentials = { credentials: setup.credentials, schemes: setup.contract.schemes };
  call.sent = await presentCredentials(request, operation, credentials, deadline.signal);
  let response: Response;
  try {
    response = await setup.fetch(call.sent.request);
  } catch (cause) {
    if (isParleyError(cause)) throw cause;
    throw disconnected(operation, `could not reach ${new URL(request.url).host}`, cause);
  }
  observeDate(response, call);
  return response;
}

/** What an attempt failed of: the caller, the time limit, or what was thrown. */
function explain({ operation, setup, signal, deadline }: Call, error: unknown): unknown {
  if (signal?.aborted) return aborted(operation, signal.reason);
  return deadline.isLate ? timedOut(operation, setup.timeout, error) : error;
}

/** Refuses what must not be followed; all but a stream that is wanted as such is read within the attempt. */
async function accept(response: Response, call: Call): Promise<Response> {
  const { operation, parseAs } = call;
  if (isRedirect(response) && !operation.statuses?.includes(response.status)) {
    discard(response);
    throw redirected(operation, response, (text) => maskFor(call, text));
  }
  return response.ok && parseAs === "stream" ? response : holdBody(response, call);
}

/** Tokens expire by the clock of the server, so its sources learn how far off this machine is. */
function observeDate({ headers }: Response, { setup }: Call): void {
  const date = new Date(headers.get("date") ?? "");
  // An answer that was stored on its way has an age and an old date.
  if (Number.isNaN(date.getTime()) || headers.has("age")) return;
  for (const provider of Object.values(setup.credentials)) {
    if (typeof provider !== "string") provider.observeServerDate(date);
  }
}
