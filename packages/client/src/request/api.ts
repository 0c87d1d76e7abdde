/** The set-up of a client: where the API is, how to reach it, what to present. */

import { type Clock, systemClock } from "@parley/clock";
import type { Operation, SecurityScheme } from "@parley/contracts";
import type { CredentialProvider } from "../auth/index.ts";
import { UsageError } from "../errors/index.ts";
import type { RetryPolicy } from "../retry/index.ts";
import type { OperationTypes } from "./operation-types.ts";

/** What a middleware knows of the call that it is part of. */
export interface CallContext {
  readonly operation: Operation;
  /** Which request of the call it is, from 1; retries and the replay after 401 count. */
  readonly attempt: number;
}

/**
 * Sees every request on its way out and every response on its way back; `next` goes on. It may answer without `next`,
 * call it with another request, or more than once if the request has no body. `next` rejects with ConnectionError;
 * what a middleware throws itself ends the call as it is.
 */
export type Middleware = (
  request: Request,
  next: (request: Request) => Promise<Response>,
  context: CallContext,
) => Promise<Response>;

/** Options of {@link createApi}. */
export interface ApiOptions {
  /** Address that paths are added to, instead of the addresses of the contract. */
  readonly baseUrl?: string | undefined;
  /** Used instead of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Credentials by the name of their security scheme in the contract. */
  readonly credentials?: Readonly<Record<string, CredentialProvider>>;
  readonly retry?: Partial<RetryPolicy>;
  /**
   * Longest time of one attempt, in milliseconds; default 60,000. It counts until the body is read, for `callRaw` and
   * streams until the headers are there.
   */
  readonly timeout?: number;
  /** The first sees the request first and the response last. */
  readonly use?: readonly Middleware[];
  readonly clock?: Clock;
  /** Gives numbers from 0 up to 1; `Math.random` by default. */
  readonly random?: () => number;
}

/** What the contract of an API says beside its operations. */
export interface ApiContract {
  /** Address of the platform where an operation has none of its own. */
  readonly serverUrl: string;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  /** The code of a problem for programs, read from an error body. */
  readonly problemCode?: (body: unknown) => string | undefined;
  /** Whether the body of a success says that the request was refused all the same. */
  readonly isRejection?: (body: unknown) => boolean;
}

/** The set-up of a client; it shows nothing of itself, because it holds credentials. */
export interface Api<Types extends OperationTypes> {
  /** Carries the types of the contract; never there at run time. */
  readonly types?: Types;
}

/** The set-up as the functions of this package read it. */
export interface ApiSetup extends Required<Omit<ApiOptions, "retry" | "baseUrl">>, ApiContract {
  readonly baseUrl: string | undefined;
  readonly retry: RetryPolicy;
}

const setups = new WeakMap<object, ApiSetup>();

/**
 * Sets a client up.
 *
 * @throws {@link UsageError} when the base address is not an absolute http or https URL.
 */
export function createApi<Types extends OperationTypes>(contract: ApiContract, options: ApiOptions = {}): Api<Types> {
  const { baseUrl, retry, timeout = 60_000 } = options;
  checkBaseUrl(baseUrl);
  const api: Api<Types> = Object.freeze({});
  setups.set(api, {
    ...contract,
    baseUrl,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    headers: options.headers ?? {},
    credentials: options.credentials ?? {},
    retry: { maxRetries: 2, baseDelay: 500, maxDelay: 8_000, maxRetryAfter: 60_000, ...retry },
    timeout,
    use: options.use ?? [],
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  });
  return api;
}

/**
 * Checks an address that paths are added to.
 *
 * @throws {@link UsageError} `invalid_base_url`; the message does not quote it, since it may hold a password.
 */
export function checkBaseUrl(baseUrl: string | undefined): void {
  if (baseUrl !== undefined && !(/^https?:\/\/[^?#@]+$/.test(baseUrl) && URL.canParse(baseUrl))) {
    const message = "baseUrl must be an absolute http or https URL without user, query and fragment";
    throw new UsageError(message, { code: "invalid_base_url" });
  }
}

/** The set-up behind an {@link Api}. */
export function setupOf(api: object): ApiSetup {
  const setup = setups.get(api);
  if (!setup) throw new UsageError("This is no value of createApi", { code: "not_an_api" });
  return setup;
}
