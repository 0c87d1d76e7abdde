/** Iframe access: the client key becomes a pair of tokens, the refresh token another access token. */

import { isSecret } from "../core/auth/index.ts";
import { accounts, agents } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { agentNotFound, findLongId, refuse } from "./errors.ts";
import type { Kit } from "./kit.ts";
import { mint, readToken, subjectOf, tokenKinds } from "./tokens.ts";

const headers = { "cache-control": "no-store" };

/** Handlers of the tag Iframe access. */
export function createIframeAccess({ inWorld, clock }: Kit) {
  return {
    createAccessToken: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const { user_id, chatbot_id, client_api_key } = body;
        const longId = findLongId({ user_id });
        if (longId) return longId;
        const agent = await transaction.get(agents, chatbot_id);
        const account = agent && (await transaction.get(accounts, agent.account));
        // Also for an agent that nobody has, so that the time it takes tells nothing.
        const isAccepted = await isSecret(client_api_key, account?.clientKeyHash);
        if (!agent) return { ...agentNotFound, headers };
        if (!isAccepted) return { ...refuse(401, "Unauthorized"), headers };
        const claims = { agent: agent.id };
        const access = await mint(transaction, clock, tokenKinds.access, subjectOf(user_id), claims);
        const refresh = await mint(transaction, clock, tokenKinds.refresh, subjectOf(user_id), claims);
        const data = {
          access_token: access.token,
          refresh_token: refresh.token,
          access_token_expires_at: access.expiresAt,
          refresh_token_expires_at: refresh.expiresAt,
        };
        return { status: 200, body: { data }, headers };
      }),
    refreshAccessToken: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const { user_id, chatbot_id, refresh_token } = body;
        const agent = await transaction.get(agents, chatbot_id);
        if (!agent) return { ...agentNotFound, headers };
        const subject = subjectOf(user_id);
        const presented = await readToken(tokenKinds.refresh, refresh_token, { transaction, clock, subject });
        if (presented?.isExpired) return { ...refuse(401, "Refresh token expired"), headers };
        if (presented?.claims.agent !== agent.id) return { ...refuse(401, "Invalid refresh token"), headers };
        const claims = { agent: agent.id };
        const { token, expiresAt } = await mint(transaction, clock, tokenKinds.access, subject, claims);
        return { status: 200, body: { data: { access_token: token, expires_at: expiresAt } }, headers };
      }),
  } satisfies Partial<ChatzyHandlers>;
}
