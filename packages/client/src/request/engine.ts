/** The `fetch` under openapi-fetch: credentials, time limits, retries, one replay after 401, no redirects. */

import { informSources, presentCredentials } from "../auth/index.ts";
import { ConnectionError, isParleyError, TimeoutError } from "../errors/index.ts";
import { isRetryableStatus, readRetryAfter } from "../retry/index.ts";
import { type Call, maskFor } from "./call.ts";
import { createDeadline } from "./deadline.ts";
import { aborted, disconnected, isRedirect, redirected, timedOut } from "./failures.ts";
import { type Attempts, firstAttempt, nextStep, type Step } from "./next-step.ts";
import { discard, holdBody } from "./read-body.ts";

/**
 * Sends a request until it is answered for good, body included.
 *
 * @throws AbortError, TimeoutError, ConnectionError, TokenError, UsageError, ProtocolError `redirected`.
 */
export async function sendRequest(first: Request, call: Call): Promise<Response> {
  let attempts = firstAttempt;
  for (let request = first; ; ) {
    const spare = isCopied(request, call) ? request.clone() : request;
    let ended: Response | Step;
    try {
      ended = await call.deadline.run(() => attempt(request, call, attempts));
    } catch (error) {
      const failure = explain(call, error);
      const isTransient = failure instanceof ConnectionError || failure instanceof TimeoutError;
      const step = nextStep(attempts, { isTransient }, call);
      if (!step) throw failure;
      ended = step;
    }
    if (!("delay" in ended)) return ended;
    await pause(ended.delay, call);
    attempts = ended;
    call.deadline = createDeadline(call);
    request = await renew(spare, call);
  }
}

async function pause(delay: number, { clock, signal, operation }: Call): Promise<void> {
  if (delay === 0) return;
  try {
    await clock.sleep(delay, signal);
  } catch (cause) {
    throw aborted(operation, cause);
  }
}

/**
 * Whether a copy of the body is kept for a further attempt, as middleware left it. Files and forms, which may be large
 * and would fill the memory, are opened anew.
 */
function isCopied({ body, headers }: Request, { body: own, isRepeatable, credentials }: Call): boolean {
  const mayFollow = isRepeatable || Object.values(credentials).some((provider) => typeof provider !== "string");
  return body !== null && mayFollow && !(own && /^multipart\/|\/octet-stream/.test(headers.get("content-type") ?? ""));
}

/** The request of the next attempt, without credentials; a body is gone once it is sent. */
async function renew(spare: Request, { body, deadline: { signal }, sent }: Call): Promise<Request> {
  let init: RequestInit = { signal };
  if (spare.bodyUsed && body) {
    const headers = new Headers(spare.headers);
    const opened = await body.open(spare.url);
    setContentType(headers, opened.contentType);
    init = { headers, signal, body: opened.body, ...{ duplex: "half" } };
  }
  const next = new Request(spare, init);
  // On the request itself: Bun takes empty headers for none, and would keep those of the last attempt.
  for (const { scheme } of sent?.presented ?? []) if (scheme.in === "header") next.headers.delete(scheme.name);
  return next;
}

/** Says the media type of a body, or leaves that to the runtime. */
export function setContentType(headers: Headers, contentType: string | undefined): void {
  headers.delete("content-type");
  if (contentType !== undefined) headers.set("content-type", contentType);
}

/** Makes one attempt and gives its answer, or what follows it. */
async function attempt(request: Request, call: Call, attempts: Attempts): Promise<Response | Step> {
  const { operation, deadline, clock } = call;
  deadline.signal.throwIfAborted();
  call.sent = await presentCredentials(request, call, deadline.signal);
  let response: Response;
  try {
    response = await call.fetch(call.sent.request);
  } catch (cause) {
    throw isParleyError(cause) ? cause : disconnected(operation, `could not reach ${new URL(request.url).host}`, cause);
  }
  const canRefresh = informSources(call.sent.presented, response);
  if (response.ok) return accept(response, call);
  const isTransient = isRetryableStatus(response.status);
  const retryAfter = readRetryAfter(response.headers, clock);
  const step = nextStep(attempts, { isTransient, canRefresh, retryAfter }, call);
  if (!step) return accept(response, call);
  discard(response);
  return step;
}

/** What an attempt failed of: the caller, the time limit, or what was thrown. */
function explain({ operation, timeout, signal, deadline }: Call, error: unknown): unknown {
  if (signal?.aborted) return aborted(operation, signal.reason);
  return deadline.signal.aborted ? timedOut(operation, timeout, error) : error;
}

/** Refuses what must not be followed; all but a stream that is wanted as such is read within the attempt. */
function accept(response: Response, call: Call): Response | Promise<Response> {
  const { operation, parseAs } = call;
  if (isRedirect(response) && !operation.statuses?.includes(response.status)) {
    discard(response);
    throw redirected(operation, response, (text) => maskFor(call, text));
  }
  return response.ok && parseAs === "stream" ? response : holdBody(response, call);
}
