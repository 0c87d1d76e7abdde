/** The ways to authenticate, as values; each says in its type which security schemes of the contract it presents. */

import type { CredentialProvider, TokenSource } from "@parley/client";
import type { securitySchemes } from "@parley/contracts/smarttalk";

/** A security scheme of the contract, or `anonymous` for none. */
export type Scheme = keyof typeof securitySchemes | "anonymous";

/** What a client presents; made by the functions of this module. */
export interface Auth<Presented extends Scheme> {
  /** Carries the names of the schemes; never there at run time. */
  readonly presents?: { readonly [Name in Presented]: true } | undefined;
  /** The values by scheme; a function, so that printing shows none of them. */
  readonly credentials: () => Readonly<Record<string, CredentialProvider>>;
}

/** Credentials of any kind, or none. */
export type AnyAuth = Auth<never>;

/** The chat model that a credential is used for; goes as `x-chat-model-id`. */
export interface ForChatModel {
  readonly chatModelId: string;
}

/** No credential: chat where the chat model allows it, and what is public. */
export function anonymous(): Auth<"anonymous"> {
  return { credentials: () => ({}) };
}

/** The token that `createChatInstance` gave to a visitor, for that conversation. */
export function visitor(visitorToken: string): Auth<"visitorToken"> {
  return { credentials: () => ({ visitorToken }) };
}

/** The token of an embedded widget, sent as the header `appToken`. */
export function appToken(token: string): Auth<"appToken"> {
  return { credentials: () => ({ appToken: token }) };
}

/**
 * An OAuth access token, or a source that replaces it: chat as it is, version 1 of the API together with a chat model.
 *
 * @example
 * const auth = oauth(createTokenSource({ fetchToken }), { chatModelId });
 */
export function oauth(accessToken: string | TokenSource): Auth<"oauth">;
export function oauth(accessToken: string | TokenSource, { chatModelId }: ForChatModel): Auth<"oauth" | "chatModelId">;
export function oauth(accessToken: string | TokenSource, options?: ForChatModel): Auth<"oauth" | "chatModelId"> {
  return { credentials: () => ({ oauth: accessToken, ...(options && { chatModelId: options.chatModelId }) }) };
}

/**
 * A user JWT of the older sign-in, sent with `x-use-chatbot-auth`. A widget adds its `appToken` for the back-office
 * assistant; a chat model is for the attachments of the user.
 */
export function legacyJwt(token: string | TokenSource): Auth<"bearer" | "useChatbotAuth">;
export function legacyJwt(
  token: string | TokenSource,
  options: { readonly appToken: string; readonly chatModelId?: never },
): Auth<"bearer" | "useChatbotAuth" | "appToken">;
export function legacyJwt(
  token: string | TokenSource,
  options: ForChatModel & { readonly appToken?: never },
): Auth<"bearer" | "useChatbotAuth" | "chatModelId">;
export function legacyJwt(
  token: string | TokenSource,
  { appToken, chatModelId }: { readonly appToken?: string; readonly chatModelId?: string } = {},
): Auth<"bearer" | "useChatbotAuth" | "appToken" | "chatModelId"> {
  const user = { bearer: token, useChatbotAuth: "true" };
  const more = { ...(appToken !== undefined && { appToken }), ...(chatModelId !== undefined && { chatModelId }) };
  return { credentials: () => ({ ...user, ...more }) };
}

/** An API token as Bearer, for version 1 of the API. It belongs on a server, never in a page. */
export function apiToken(token: string | TokenSource, { chatModelId }: ForChatModel): Auth<"bearer" | "chatModelId"> {
  return { credentials: () => ({ bearer: token, chatModelId }) };
}

/** An API token in the header `x-api-key`, for version 1 of the API. It belongs on a server, never in a page. */
export function apiKey(key: string, { chatModelId }: ForChatModel): Auth<"apiKey" | "chatModelId"> {
  return { credentials: () => ({ apiKey: key, chatModelId }) };
}
