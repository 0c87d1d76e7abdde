/** The set-up of a client of AI SmartTalk, and which of them an operation accepts. */

import { type ApiClient, type ApiOptions, createApiClient, withCredentials } from "@parley/client";
import type { Operation } from "@parley/contracts";
import type { paths } from "@parley/contracts/smarttalk";
import { clientContract } from "@parley/contracts/smarttalk/client";
import type { AnyAuth, Auth, Scheme } from "./auth.ts";

/**
 * A client that presents these security schemes: one of openapi-fetch, the first parameter of every function here. One
 * that presents more can stand in for it.
 */
export interface SmartTalk<Presented extends Scheme> extends ApiClient<paths> {
  /** Carries the names of the schemes; never there at run time. */
  readonly presents?: { readonly [Name in Presented]: true } | undefined;
}

/** A client with any credentials or none, for operations that need none. */
export type AnyClient = SmartTalk<never>;

/** The clients that alternatives of a security requirement accept; the empty one wants `anonymous()`. */
type ClientOf<Alternative> = Alternative extends unknown
  ? SmartTalk<[keyof Alternative] extends [never] ? "anonymous" : Extract<keyof Alternative, Scheme>>
  : never;

/**
 * The clients that an operation accepts, computed from its security requirements in the contract.
 *
 * An operation that is also open to the public takes an anonymous client or one of the credentials that it names, but
 * no other: a credential that the platform would not see is a mistake. `withAuth(client, anonymous())` says that it is
 * none.
 *
 * @example
 * function showUsage(client: ClientFor<typeof operations.getPlanUsage>) {}
 */
export type ClientFor<Op extends Operation> = Op["security"] extends readonly []
  ? AnyClient
  : ClientOf<Op["security"][number]>;

/** The client that presents what these credentials are; of a choice of them, a choice of clients. */
export type ClientWith<Credentials extends AnyAuth> =
  Credentials extends Auth<infer Presented> ? SmartTalk<Presented> : never;

/** Options of {@link createSmartTalk}; `baseUrl` is for a white-label installation, a sandbox or a mock. */
export interface SmartTalkOptions<Credentials extends AnyAuth> extends Omit<ApiOptions, "credentials"> {
  readonly auth: Credentials;
}

/**
 * Sets a client up.
 *
 * @throws UsageError `invalid_base_url`; `empty_credential`.
 * @example
 * const client = createSmartTalk({ auth: token ? oauth(token) : anonymous() });
 */
export function createSmartTalk<Credentials extends AnyAuth>(
  options: SmartTalkOptions<Credentials>,
): ClientWith<Credentials> {
  const { auth, ...rest } = options;
  const contract = { ...clientContract, problemCode, isRejection };
  const client = createApiClient<paths>(contract, { ...rest, credentials: auth.credentials() });
  return client as unknown as ClientWith<Credentials>; // what it presents is known to the compiler only
}

/** The same client with other credentials, such as `visitor(token)` once a conversation has begun. */
export function withAuth<Credentials extends AnyAuth>(client: AnyClient, auth: Credentials): ClientWith<Credentials> {
  return withCredentials(client, auth.credentials()) as unknown as ClientWith<Credentials>; // as above
}

/** The vendor has no single error form: `code` is for programs, `error` is a code in OAuth and a sentence elsewhere. */
function problemCode(body: unknown): string | undefined {
  const { code, error } = (body ?? {}) as { code?: unknown; error?: unknown }; // looked at below
  return [code, error].find((value): value is string => typeof value === "string" && /^\w+$/.test(value));
}

/** Synchronisation and installation may say no with a status of 2xx. */
function isRejection(body: unknown): boolean {
  const { status, success } = (body ?? {}) as { status?: unknown; success?: unknown }; // looked at here
  return status === "error" || success === false;
}
