/** `exchangeAuthorizationCode`: a code and its proof become an access token. */

import {
  type AuthorizationCode,
  authorizationCodeKind,
  judgeCodeExchange,
  type TokenErrorCode,
  tokenError,
} from "../../core/auth/index.ts";
import type { Transaction } from "../../core/world/index.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { chatModels, clients, type Token, tokens } from "../records/index.ts";
import { issueToken, lifetimes, lookUp, revokeTokensOfCode } from "../tokens.ts";

/** Makes the handler of the exchange. */
export function createTokenHandler(desk: Desk) {
  return {
    exchangeAuthorizationCode: ({ body: { value }, request }) => {
      // RFC 6749 section 2.3: none of these clients has a secret, so nobody may rely on one.
      if ("client_secret" in value || request.headers.has("authorization") || hasSecretInQuery(request)) {
        return refuse("invalid_client", "This client has no secret; send none");
      }
      if (value.grant_type !== "authorization_code") {
        return refuse("unsupported_grant_type", "Only authorization_code is supported");
      }
      return desk.inWorld(request, (transaction) => exchange(transaction, desk, value));
    },
  } satisfies SomeHandlers;
}

interface Exchange {
  readonly client_id: string;
  readonly code: string;
  readonly redirect_uri: string;
  readonly code_verifier?: string;
}

async function exchange(transaction: Transaction, desk: Desk, value: Exchange) {
  const { clock } = desk;
  if (!(await transaction.get(clients, value.client_id))) return refuse("invalid_client", "Unknown client_id");
  const now = clock.now();
  const found = await lookUp(transaction, value.code);
  const verdict = await judgeCodeExchange(
    asCode(found),
    { clientId: value.client_id, redirectUri: value.redirect_uri, codeVerifier: value.code_verifier },
    now,
  );
  if (found?.kind === authorizationCodeKind) {
    // Sent twice, or stolen: what came of its first use ends.
    if (found.usedAt !== undefined) await revokeTokensOfCode(transaction, clock, found.hash);
    await transaction.put(tokens, { ...found, usedAt: found.usedAt ?? now });
  }
  if (!verdict.isAccepted) return refuse("invalid_grant");
  const { userId, organizationId, chatModelId, clientId, scopes = [], hash } = verdict.value;
  const model = chatModelId === undefined ? undefined : await transaction.get(chatModels, chatModelId);
  if (!model || userId === undefined || organizationId === undefined) return refuse("invalid_grant");
  const accessToken = await issueToken(transaction, clock, "access-token", {
    userId,
    organizationId,
    chatModelId: model.id,
    clientId,
    scopes,
    codeHash: hash,
  });
  return {
    status: 200,
    headers: { "Cache-Control": "no-store" },
    body: {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: lifetimes["access-token"] / 1_000,
      scope: scopes.join(" "),
      chat_model_id: model.id,
      ...(model.siteIdentifier !== undefined && { site_identifier: model.siteIdentifier }),
    },
  } as const;
}

/** A token that has all that a code has. */
function asCode(token: Token | undefined): (Token & AuthorizationCode) | undefined {
  const { clientId, redirectUri, codeChallenge } = token ?? {};
  if (!token || clientId === undefined || redirectUri === undefined || codeChallenge === undefined) return undefined;
  return { ...token, clientId, redirectUri, codeChallenge };
}

function hasSecretInQuery(request: Request): boolean {
  return new URL(request.url).searchParams.has("client_secret");
}

function refuse(error: TokenErrorCode, description?: string) {
  return { ...tokenError(error, description), headers: { "Cache-Control": "no-store" } };
}
