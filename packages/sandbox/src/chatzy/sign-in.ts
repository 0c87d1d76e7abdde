/** Sign-in: the login of a dashboard user becomes an id token. */

import { isSecret } from "../core/auth/index.ts";
import { accounts } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { refuse } from "./errors.ts";
import type { Kit } from "./kit.ts";
import { mint, tokenKinds } from "./tokens.ts";

const headers = { "cache-control": "no-store" };

/** Handlers of the tag Sign-in. */
export function createSignIn({ inWorld, clock }: Kit) {
  return {
    createIdToken: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const account = await transaction.get(accounts, body.user_email_id);
        if (!(await isSecret(body.password, account?.passwordHash)) || !account) {
          return { ...refuse(401, "Incorrect email or password"), headers };
        }
        const { token, expiresAt } = await mint(transaction, clock, tokenKinds.id, account.email);
        const data = { message: "Successfully retrieved ID token", idToken: token, expiryAt: expiresAt };
        return { status: 200, body: { data }, headers };
      }),
  } satisfies Partial<ChatzyHandlers>;
}
