/** RFC 6749 section 4.1.1 with RFC 7636, RFC 9207 and RFC 9700: what a browser brings to the authorization endpoint. */

import type { AuthorizationErrorCode } from "./oauth-error.ts";
import { isCodeChallenge } from "./pkce.ts";
import { isRegisteredRedirectUri } from "./redirect-uri.ts";
import { hasScopes, readScope } from "./scope.ts";

/** A client as far as this endpoint has to know it. */
export interface OAuthClient {
  readonly id: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** Runs on the machine of the user, so its port may differ. */
  readonly isNative?: boolean;
}

/** A request that the user may be asked about. */
export interface AuthorizationRequest {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly codeChallenge: string;
  /** `none` where no page may be shown. */
  readonly prompt: string | undefined;
}

/** What to do with a request: ask the user, send the browser back with an error, or say on our own page what is wrong. */
export type AuthorizationDecision =
  | { readonly kind: "ask"; readonly request: AuthorizationRequest }
  | { readonly kind: "redirect"; readonly error: AuthorizationErrorCode; readonly location: string }
  | { readonly kind: "page"; readonly error: AuthorizationErrorCode; readonly reason: AuthorizationPageReason };

/** What is wrong with a request that must not be sent back. */
export type AuthorizationPageReason =
  | "client-missing"
  | "client-unknown"
  | "parameter-repeated"
  | "redirect-uri-missing"
  | "redirect-uri-not-registered"
  | "too-long";

/** Characters of all parameters together. */
const longest = 16_384;

/** RFC 6749 section 3.1: what may stand once. */
const single = [
  "response_type",
  "client_id",
  "redirect_uri",
  "scope",
  "state",
  "code_challenge",
  "code_challenge_method",
  "prompt",
  "request",
  "request_uri",
] as const;

/** Reads a request. Parameters that nobody knows are ignored; nothing is fetched. */
export async function readAuthorizationRequest(
  parameters: URLSearchParams,
  { issuer, findClient }: { issuer: string; findClient: (id: string) => Promise<OAuthClient | undefined> },
): Promise<AuthorizationDecision> {
  const page = (reason: AuthorizationPageReason, error: AuthorizationErrorCode = "invalid_request") =>
    ({ kind: "page", error, reason }) as const;
  if (parameters.toString().length > longest) return page("too-long");
  const repeated = single.filter((name) => parameters.getAll(name).length > 1);
  if (repeated.some((name) => name === "client_id" || name === "redirect_uri")) return page("parameter-repeated");

  const clientId = parameters.get("client_id");
  if (!clientId) return page("client-missing");
  const client = await findClient(clientId);
  if (!client) return page("client-unknown", "unauthorized_client");
  const [only, ...others] = client.redirectUris;
  const redirectUri = parameters.get("redirect_uri") ?? (others.length === 0 ? only : undefined);
  if (redirectUri === undefined) return page("redirect-uri-missing");
  if (!isRegisteredRedirectUri(redirectUri, client)) return page("redirect-uri-not-registered");

  // From here on the address is known to be the client's own, and it is told.
  const state = parameters.getAll("state").length === 1 ? (parameters.get("state") ?? undefined) : undefined;
  const back = (error: AuthorizationErrorCode) =>
    ({ kind: "redirect", error, location: createRedirect(redirectUri, { error, state, iss: issuer }) }) as const;
  if (repeated.length > 0) return back("invalid_request");
  if (parameters.has("request_uri")) return back("request_uri_not_supported");
  if (parameters.has("request")) return back("request_not_supported");
  const responseType = parameters.get("response_type");
  if (responseType === null) return back("invalid_request");
  if (responseType !== "code") return back("unsupported_response_type");
  const codeChallenge = parameters.get("code_challenge") ?? "";
  if (parameters.get("code_challenge_method") !== "S256" || !isCodeChallenge(codeChallenge))
    return back("invalid_request");
  const scopes = readScope(parameters.get("scope") ?? "");
  if (!scopes || !hasScopes(client.scopes, scopes)) return back("invalid_scope");
  const prompt = parameters.get("prompt") ?? undefined;
  return { kind: "ask", request: { client, redirectUri, scopes, state, codeChallenge, prompt } };
}

/** Section 4.1.2: the address of an answer; what stands in the query of the registered address stays. */
export function createRedirect(redirectUri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${query}`;
}
