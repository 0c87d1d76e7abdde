/** The set-up of an XYZ AI client. */

import {
  type Api,
  type ApiOptions,
  type CredentialProvider,
  createApi,
  createTokenSource,
  type FetchToken,
  refuseBrowser,
  UsageError,
} from "@parley/client";
import { type OperationTypes, securitySchemes, serverUrl } from "@parley/contracts/xyz";
import { problemCode } from "./platform.ts";

/** A client of XYZ AI: the first argument of every function here, and of `call` and `request` for raw operations. */
export type Xyz = Api<OperationTypes>;

/** Options of {@link createXyz}: an end-user token, or where to get it, or an API key. */
export interface XyzOptions extends ApiOptions {
  /** The end-user token to begin with; alone it is used until it ends. */
  readonly token?: string | undefined;
  /**
   * Gets an end-user token from your own server: the text, or an object with it as `token`. It is called by the first
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
 * @throws UsageError `invalid_base_url`; `two_credentials` for an API key beside an end-user token; `secret_in_browser`
 * for an API key in a browser. TokenError `malformed_token`.
 * @example
 * const xyz = createXyz({
 *   fetchToken: async () => (await (await fetch("/chat-token", { method: "POST" })).json()).data.token,
 * });
 */
export function createXyz({ token, fetchToken, apiKey, ...options }: XyzOptions = {}): Xyz {
  const { clock, random } = options;
  const endUserJwt: CredentialProvider | undefined = fetchToken
    ? createTokenSource({ fetchToken, token, ...(clock && { clock }), ...(random && { random }) })
    : token;
  if (apiKey !== undefined) {
    refuseBrowser("An API key");
    if (endUserJwt) {
      throw new UsageError("apiKey and an end-user token exclude each other; give one", { code: "two_credentials" });
    }
  }
  const credentials = {
    ...options.credentials,
    ...(endUserJwt && { endUserJwt }),
    ...(apiKey !== undefined && { apiKeyBearer: apiKey }),
  };
  return createApi<OperationTypes>({ securitySchemes, serverUrl, problemCode }, { ...options, credentials });
}
