/** `revokeToken`, `introspectToken` and `registerRedirectUri`. */

import { findRedirectUriFault, type RedirectUriFault } from "../../core/auth/index.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { clients, type TokenKindName } from "../records/index.ts";
import { findToken, lookUp, revokeToken } from "../tokens.ts";

/** What somebody may ask about or end here. */
const kinds: readonly TokenKindName[] = ["access-token", "user-token"];

/** How many addresses a client may have. */
const mostRedirectUris = 1_000;

const faults: Readonly<Record<RedirectUriFault, string>> = {
  "not-absolute": "redirect_uri is no absolute address",
  fragment: "redirect_uri must not have a fragment",
  credentials: "redirect_uri must not have a user name or a password",
  "dangerous-scheme": "redirect_uri has a scheme that is not allowed",
  "plain-http": "redirect_uri must be https; http is for 127.0.0.1 and [::1] only",
  wildcard: "redirect_uri must not have a wildcard",
};

/** Makes the handlers. */
export function createManagementHandlers(desk: Desk) {
  const { clock, inWorld } = desk;
  return {
    /** RFC 7009 section 2.2: also for a token that nobody knows. */
    revokeToken: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const found = await lookUp(transaction, body.token);
        if (found && kinds.includes(found.kind)) await revokeToken(transaction, clock, found);
        return { status: 200 };
      }),
    introspectToken: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        for (const kind of kinds) {
          if (await findToken(transaction, clock, kind, body.token)) return { status: 200, body: { active: true } };
        }
        return { status: 200, body: { active: false } };
      }),
    registerRedirectUri: ({ body, params, request }) =>
      inWorld(request, async (transaction) => {
        const { client_id: clientId, redirect_uri: redirectUri } = body;
        const client = await transaction.get(clients, clientId);
        if (!client) return { status: 401, body: { error: "invalid_client", error_description: "Unknown client_id" } };
        const fault = findRedirectUriFault(redirectUri, client.isNative);
        if (fault) return { status: 400, body: { error: "invalid_request", error_description: faults[fault] } };
        const { Origin: origin } = params.header;
        if (origin !== undefined && origin !== new URL(redirectUri).origin) {
          const error_description = "redirect_uri does not belong to this origin";
          return { status: 403, body: { error: "unauthorized_client", error_description } };
        }
        const { redirectUris } = client;
        if (redirectUris.includes(redirectUri)) return { status: 200 };
        if (redirectUris.length >= mostRedirectUris) {
          const error_description = "The client has too many addresses";
          return { status: 400, body: { error: "invalid_request", error_description } };
        }
        await transaction.put(clients, { ...client, redirectUris: [...redirectUris, redirectUri] });
        return { status: 200 };
      }),
  } satisfies SomeHandlers;
}
