/** The set-up of an XYZ AI client. */

import {
  type Api,
  type ApiOptions,
  type CredentialProvider,
  createApi,
  createTokenSource,
  type FetchToken,
  keepFresh,
  UsageError,
} from "@parley/client";
import { type OperationTypes, securitySchemes, serverUrl } from "@parley/contracts/xyz";
import { problemCode, refuseBrowser } from "./platform.ts";

/** A client of XYZ AI: the first argument of every function here, and of `call` and `request` for raw operations. */
export interface Xyz extends Api<OperationTypes> {
  /** Ends the refresh in the background. The client can still be used. */
  close(): void;
}

/** Options of {@link createXyz}: an end-user token, or where to get it, or an API key. */
export interface XyzOptions extends ApiOptions {
  /** The end-user token to begin with; alone it is used until it ends. */
  readonly token?: string | undefined;
  /**
   * Gets an end-user token from your own server: the text, or an object with it as `token`. It is called about 60
   * seconds before a token ends (at half of its life if it lives less than two minutes), and once for all requests that
   * a 401 says need another one.
   */
  readonly fetchToken?: FetchToken | undefined;
  /** API key of a project, for servers. */
  readonly apiKey?: string | undefined;
  /**
   * Refreshes the token by the clock also while nothing is sent, until `close`; false by default, and then the first
   * request in the last 60 seconds of a token has it replaced.
   */
  readonly backgroundRefresh?: boolean;
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
export function createXyz({ token, fetchToken, apiKey, backgroundRefresh, ...options }: XyzOptions = {}): Xyz {
  const { clock, random } = options;
  const common = { ...(clock && { clock }), ...(random && { random }) };
  const source = fetchToken && createTokenSource({ fetchToken, token, ...common });
  const endUserJwt: CredentialProvider | undefined = source ?? token;
  if (apiKey !== undefined) {
    refuseBrowser("apiKey");
    if (endUserJwt) {
      throw new UsageError("apiKey and an end-user token exclude each other; give one", { code: "two_credentials" });
    }
  }
  const closed = new AbortController();
  const xyz = createApi<OperationTypes, Pick<Xyz, "close">>(
    { securitySchemes, serverUrl, problemCode },
    {
      ...options,
      credentials: {
        ...options.credentials,
        ...(endUserJwt && { endUserJwt }),
        ...(apiKey !== undefined && { apiKeyBearer: apiKey }),
      },
    },
    { close: () => closed.abort() },
  );
  if (source && backgroundRefresh) void keepFresh(source, { signal: closed.signal, ...common });
  return xyz;
}
