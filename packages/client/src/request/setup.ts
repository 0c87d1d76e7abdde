/** The set-up of a client: where the API is, how to reach it, what to present. */

import type { Clock } from "@parley/clock";
import type { ClientContract } from "@parley/contracts";
import type { CredentialProvider } from "../auth/index.ts";
import { UsageError } from "../errors/index.ts";
import type { RetryPolicy } from "../retry/index.ts";

/** What a client knows of an API: the generated table, and what the vendor's error bodies mean. */
export interface ApiContract extends ClientContract {
  /** The code of a problem for programs, read from an error body. */
  readonly problemCode?: (body: unknown) => string | undefined;
  /** Whether the body of a success says that the request was refused all the same. */
  readonly isRejection?: (body: unknown) => boolean;
}

/** Options of one call; they stand beside those of openapi-fetch. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Sent besides those of the client; wins over them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Used instead of every other address. */
  readonly baseUrl?: string;
  /** Tries after the first, instead of those of the client. */
  readonly maxRetries?: number;
  /** Longest time of one attempt, in milliseconds, instead of that of the client. */
  readonly timeout?: number;
  /** Most bytes of an answer, instead of those of the client. */
  readonly maxResponseBytes?: number;
  /** Used instead of the `fetch` of the client. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Credentials besides those of the client; they win over them. `credentials` is an option of fetch. */
  readonly auth?: Readonly<Record<string, CredentialProvider>>;
}

/** Options of one call of an operation whose contract has a header for it. */
export interface IdempotencyOptions {
  /** Makes a repeat safe: sent in the header that the contract has for it, so that the request may be retried. */
  readonly idempotencyKey?: string;
}

/** Options of a client. */
export interface ApiOptions {
  /** Address that paths are added to, instead of the addresses of the contract. */
  readonly baseUrl?: string | undefined;
  /** Used instead of the global `fetch`; it is asked for each attempt, credentials and all. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Credentials by the name of their security scheme in the contract. */
  readonly credentials?: Readonly<Record<string, CredentialProvider>>;
  readonly retry?: Partial<RetryPolicy>;
  /**
   * Longest time of one attempt, in milliseconds; default 60,000. It counts until the body is read, with
   * `parseAs: "stream"` until the headers are there.
   */
  readonly timeout?: number;
  /** Most bytes of an answer: by default 16 MiB of JSON, text and errors, and 1 GiB of `blob` and `arrayBuffer`. */
  readonly maxResponseBytes?: number | undefined;
  readonly clock?: Clock;
  /** Gives numbers from 0 up to 1; `Math.random` by default. */
  readonly random?: () => number;
}

/** The set-up as the functions of this package read it. */
export interface ApiSetup extends Required<Omit<ApiOptions, "retry" | "baseUrl" | "maxResponseBytes">> {
  readonly contract: ApiContract;
  readonly baseUrl?: string;
  readonly maxResponseBytes?: number;
  readonly retry: RetryPolicy;
}

/** Options without those that are undefined, so that these do not take the place of others. */
export function given<Options extends object>(
  options: Options | undefined,
): { [Name in keyof Options]: Exclude<Options[Name], undefined> } {
  const entries = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Options]: Exclude<Options[Name], undefined> }; // the same members
}

/**
 * Checks an address that paths are added to.
 *
 * @throws {@link UsageError} `invalid_base_url`; the message does not quote it, since it may hold a password.
 */
export function checkBaseUrl(baseUrl: string | undefined): void {
  if (baseUrl !== undefined && !(/^https?:\/\/[^?#@]+$/.test(baseUrl) && URL.canParse(baseUrl))) {
    const message = "baseUrl must be an http or https URL without user, query and fragment";
    throw new UsageError(message, { code: "invalid_base_url" });
  }
}

/**
 * Checks credentials.
 *
 * @throws {@link UsageError} `empty_credential` for a text without characters, which the platform would only refuse.
 */
export function checkCredentials(credentials: Readonly<Record<string, CredentialProvider>> = {}): void {
  for (const [name, provider] of Object.entries(credentials)) {
    if (provider !== "") continue;
    const message = `The credential ${name} is empty; is a variable of the environment missing?`;
    throw new UsageError(message, { code: "empty_credential" });
  }
}
