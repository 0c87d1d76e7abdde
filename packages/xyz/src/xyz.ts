/** The set-up of an XYZ AI client. */

import {
  type ApiClient,
  type ApiOptions,
  type CredentialProvider,
  createApiClient,
  createTokenSource,
  type FetchToken,
  refuseBrowser,
  UsageError,
} from "@parley/client";
import type { paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import { problemCode } from "./platform.ts";

/** A client of XYZ AI: one of openapi-fetch, and the first parameter of every function here. */
export interface Xyz extends ApiClient<paths> {}

/** Options of {@link createXyz}: an end-user token, or where to get it, or an API key. */
export interface XyzOptions extends ApiOptions {
  /** The end-user token to begin with; alone it is used until it ends. */
  readonly token?: string | undefined;
  /**
   * Gets an end-user token from your own server: the text, an object with it as `token`, or the answer of your server as
   * `fetch` gives it. It is called by the first
   * request in the last 60 seconds of a token (in the second half of its life if it lives less than two minutes), and
   * once for all requests that a 401 says need another one.
   */
  readonly fetchToken?: FetchToken | undefined;
  /** API key of a project, for servers. */
  readonly apiKey?: string | undefined;
}

/**
 * Sets a client of XYZ AI up; nothing is sent yet.
 *
 * A request that is answered 401 is sent once more with a fresh token; a second 401 is thrown, and so is every 403.
 *
 * @throws UsageError `no_credentials` and `empty_credential`, since the platform would refuse each request;
 * `invalid_base_url`; `two_credentials` for an API key beside an end-user token; `secret_in_browser`
 * for an API key in a browser. TokenError `malformed_token`.
 * @example
 * const xyz = createXyz({
 *   fetchToken: ({ signal }) => fetch("/chat-token", { method: "POST", signal }),
 * });
 */
export function createXyz({ token, fetchToken, apiKey, ...options }: XyzOptions = {}): Xyz {
  const { clock, random, baseUrl } = options;
  const endUserJwt: CredentialProvider | undefined = fetchToken
    ? createTokenSource({ fetchToken, token, ...(clock && { clock }), ...(random && { random }) })
    : token;
  const credentials = {
    ...options.credentials,
    ...(endUserJwt !== undefined && { endUserJwt }),
    ...(apiKey !== undefined && { apiKeyBearer: apiKey }),
  };
  if (apiKey !== undefined) refuseBrowser("An API key");
  if (credentials.endUserJwt !== undefined && credentials.apiKeyBearer !== undefined) {
    throw new UsageError("apiKey and an end-user token exclude each other; give one", { code: "two_credentials" });
  }
  if (Object.keys(credentials).length === 0) {
    throw new UsageError("createXyz needs fetchToken, token or apiKey; is a variable of the environment missing?", {
      code: "no_credentials",
    });
  }
  return createApiClient<paths>({ ...clientContract, problemCode }, { ...options, baseUrl, credentials });
}
