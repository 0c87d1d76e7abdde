/** Sends one request: credentials, middleware, time limit, retries, one replay after 401. */

import type { Operation } from "@parley/contracts";
import type { ApiSetup, Middleware } from "./api.ts";
import { presentCredentials, refuseCredentials } from "./credentials.ts";
import { AbortError, ConnectionError, isParleyError, type ParleyErrorOptions, TimeoutError } from "./errors.ts";
import { isRetryableStatus, readRetryAfter, retryDelay } from "./retry.ts";

/** What decides about one call beside the set-up of the client. */
export interface SendOptions {
  readonly operation: Operation;
  readonly signal: AbortSignal | undefined;
  /** Whether the request may be repeated although the server may have received it. */
  readonly isRepeatable: boolean;
  /** Whether the body can be sent a second time. */
  readonly isReplayable: boolean;
}

/**
 * Sends a request until it is answered for good.
 *
 * @throws AbortError, TimeoutError, ConnectionError; or what a middleware or a token source throws.
 */
export async function send(request: Request, options: SendOptions, setup: ApiSetup): Promise<Response> {
  const { operation, signal, isRepeatable, isReplayable } = options;
  const { clock, retry, random } = setup;
  let mayRefresh = isReplayable;
  for (let attempt = 1; ; attempt += 1) {
    const again = isReplayable ? request.clone() : request;
    const outcome = await attemptOnce(request, attempt, options, setup);
    request = again;
    const { response, error, presented } = outcome;
    if (response?.status === 401 && mayRefresh && presented && refuseCredentials(presented)) {
      mayRefresh = false;
      attempt -= 1;
      await response.body?.cancel();
      continue;
    }
    const mayRetry =
      isRepeatable && isReplayable && (error ? isTransient(error) : isRetryableStatus(response?.status ?? 0));
    const retryAfter = response && readRetryAfter(response.headers, clock);
    const delay = mayRetry ? retryDelay(attempt, retryAfter, retry, random) : undefined;
    if (delay === undefined) {
      if (response) return response;
      throw error;
    }
    await response?.body?.cancel();
    await clock.sleep(delay, signal).catch((cause: unknown) => {
      throw aborted(operation.id, cause);
    });
  }
}

interface Outcome {
  readonly response?: Response;
  readonly error?: unknown;
  readonly presented?: Awaited<ReturnType<typeof presentCredentials>>;
}

async function attemptOnce(
  request: Request,
  attempt: number,
  { operation, signal }: SendOptions,
  setup: ApiSetup,
): Promise<Outcome> {
  const { clock, timeout, use } = setup;
  const ended = new AbortController();
  const timedOut = new AbortController();
  const watch = clock.sleep(timeout, ended.signal).then(
    () => timedOut.abort(),
    () => {},
  );
  let presented: Outcome["presented"];
  try {
    signal?.throwIfAborted();
    presented = await presentCredentials(request, operation, setup);
    const limited = new Request(presented.request, {
      signal: AbortSignal.any([timedOut.signal, ...(signal ? [signal] : [])]),
    });
    const chain = use.reduceRight<(request: Request) => Promise<Response>>(
      (next, middleware: Middleware) => (current) => middleware(current, next, { operation, attempt }),
      (current) => setup.fetch(current),
    );
    const response = await chain(limited);
    observeDate(response, setup);
    return { response, presented };
  } catch (error) {
    const failure = timedOut.signal.aborted
      ? new TimeoutError(`${operation.id} got no answer within ${timeout} ms`, options("timeout", operation.id, error))
      : signal?.aborted
        ? aborted(operation.id, signal.reason)
        : isParleyError(error)
          ? error
          : new ConnectionError(
              `${operation.id} could not reach the server`,
              options("connection", operation.id, error),
            );
    return { error: failure, ...(presented && { presented }) };
  } finally {
    ended.abort();
    await watch;
  }
}

function options(code: string, operationId: string, cause: unknown): ParleyErrorOptions {
  return { code, operationId, cause };
}

function aborted(operationId: string, cause: unknown): AbortError {
  return new AbortError(`${operationId} was aborted`, options("aborted", operationId, cause));
}

function isTransient(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof TimeoutError;
}

/** Tokens expire by the clock of the server, so its sources learn how far off this machine is. */
function observeDate({ headers }: Response, { credentials }: ApiSetup): void {
  const date = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(date)) return;
  for (const provider of Object.values(credentials)) {
    if (typeof provider !== "string") provider.observeServerDate(new Date(date));
  }
}
