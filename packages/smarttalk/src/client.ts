/** The set-up of a client of AI SmartTalk, and which of them an operation accepts. */

import { type Api, type ApiOptions, createApi, setupOf } from "@parley/client";
import type { Operation } from "@parley/contracts";
import { type OperationTypes, securitySchemes, serverUrl } from "@parley/contracts/smarttalk";
import type { AnyAuth, Auth, Scheme } from "./auth.ts";

/** A client that presents these security schemes. One that presents more can stand in for it. */
export interface SmartTalk<Presented extends Scheme> extends Api<OperationTypes> {
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
 * @throws UsageError `invalid_base_url`.
 * @example
 * const client = createSmartTalk({ auth: token ? oauth(token) : anonymous() });
 */
export function createSmartTalk<Credentials extends AnyAuth>(
  options: SmartTalkOptions<Credentials>,
): ClientWith<Credentials> {
  const contract = { securitySchemes, serverUrl, problemCode, isRejection };
  const api = createApi<OperationTypes>(contract, { ...options, credentials: options.auth.credentials() });
  return api as unknown as ClientWith<Credentials>; // what it presents is known to the compiler only
}

/** The same client with other credentials, such as `visitor(token)` once a conversation has begun. */
export function withAuth<Credentials extends AnyAuth>(client: AnyClient, auth: Credentials): ClientWith<Credentials> {
  return createSmartTalk({ ...setupOf(client), auth });
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
