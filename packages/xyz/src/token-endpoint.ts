/** The token endpoint of a customer's back end, as a web-standard handler. */

import { refuseBrowser, UsageError } from "@parley/client";
import { type AppOptions, createToken, type TokenSettings } from "./create-token.ts";

/** Options of {@link createTokenEndpoint}. */
export interface TokenEndpointOptions extends AppOptions, TokenSettings {
  /**
   * Says who is logged in, from the session of the request (its cookie, say); nothing when nobody is. Never take the
   * user from the body or the address: whoever sends the request writes those.
   */
  readonly getEndUserId: (request: Request) => string | null | undefined | Promise<string | null | undefined>;
  /** Settings of the token of one user; they win over those for all. */
  readonly getSettings?: (endUserId: string, request: Request) => TokenSettings | Promise<TokenSettings>;
  /** Origins whose pages may ask, such as `https://shop.example`; without it every origin may. */
  readonly allowedOrigins?: readonly string[];
  /** Told why a token could not be issued, since the response does not say it; `console.error` by default. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Makes a handler that answers `POST` with a token for the user who is logged in:
 * `{"success": true, "data": {"token", "expiresAt"}}`, as `fetchToken` and the widget read it.
 *
 * It answers 405 to other methods, 403 `ORIGIN_NOT_ALLOWED` to other origins, 401 `AUTH_REQUIRED` when nobody is logged
 * in, 502 `TOKEN_UNAVAILABLE` when the platform gives no token and 500 `INTERNAL_ERROR` when a function of yours
 * throws; all in the form of the platform, none stored by caches, none with details of the cause.
 *
 * @throws UsageError `secret_in_browser`; `invalid_origin` for an allowed origin that is none.
 * @example
 * export const POST = createTokenEndpoint({ appId, appSecret, getEndUserId: async (request) => userOf(request) });
 */
export function createTokenEndpoint(options: TokenEndpointOptions): (request: Request) => Promise<Response> {
  refuseBrowser("createTokenEndpoint");
  const { getEndUserId, getSettings, allowedOrigins, onError = console.error, ...token } = options;
  const origins = allowedOrigins?.map(readOrigin);
  return async (request) => {
    if (request.method !== "POST") return refuse(405, "METHOD_NOT_ALLOWED", "Use POST", { allow: "POST" });
    // Requests that no page sent carry no origin.
    const origin = request.headers.get("origin");
    if (origin !== null && origins?.includes(origin) === false) {
      return refuse(403, "ORIGIN_NOT_ALLOWED", "This origin is not allowed");
    }
    try {
      const endUserId = await getEndUserId(request);
      if (!endUserId) return refuse(401, "AUTH_REQUIRED", "Authentication required");
      const settings = await getSettings?.(endUserId, request);
      return await issue({ ...token, ...settings, endUserId, signal: request.signal }, onError);
    } catch (error) {
      onError(error);
      return refuse(500, "INTERNAL_ERROR", "Internal error");
    }
  };
}

async function issue(options: Parameters<typeof createToken>[0], onError: (error: unknown) => void): Promise<Response> {
  try {
    const { token, expiresAt } = await createToken(options);
    return answer(200, { success: true, data: { token, expiresAt } });
  } catch (error) {
    onError(error);
    return refuse(502, "TOKEN_UNAVAILABLE", "The chat is not available at the moment");
  }
}

function refuse(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return answer(status, { success: false, error: { message, code } }, headers);
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}

/** An origin as browsers send it (RFC 6454 section 6.2). */
function readOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : "null";
  if (origin === "null") {
    throw new UsageError("allowedOrigins takes origins such as https://shop.example", { code: "invalid_origin" });
  }
  return origin;
}
