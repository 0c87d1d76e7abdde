/** Tag Legacy authentication: older ways to the token of a user. */

import { hashOf, isSecret } from "../core/auth/index.ts";
import { draw, type Transaction } from "../core/world/index.ts";
import { findById } from "./access.ts";
import { ensureAccount, longestEmail, toChatUser } from "./accounts.ts";
import type { SomeHandlers } from "./contract.ts";
import type { Desk } from "./desk.ts";
import { notFound, refusal } from "./errors.ts";
import { sendMail } from "./mail.ts";
import { type Account, chatModels, conversations, loginCodes } from "./records/index.ts";
import { issueUserToken } from "./tokens.ts";

/** Milliseconds for which a code is good; the vendor does not say. */
const codeLifetime = 600_000;
/** How often somebody may try one code. */
const mostAttempts = 5;

/** The token of another provider that the sandbox takes, besides those of the seeds: what it begins with. */
const sandboxProviderToken = /^ya29\.[\w.-]{4,500}$/;

/** Makes the handlers. */
export function createLegacyHandlers(desk: Desk) {
  const { clock, inWorld } = desk;

  async function openSession(transaction: Transaction, account: Account, chatModelId: string) {
    const token = await issueUserToken(transaction, clock, account, chatModelId, desk.address());
    return { status: 200, body: { user: toChatUser(account), token } } as const;
  }

  return {
    exchangeLegacyToken: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const model = await findById(transaction, chatModels, body.chatModelId);
        if (!model) return notFound();
        if (!sandboxProviderToken.test(body.oauthToken)) {
          return refusal(401, "The token of the provider is not valid; the sandbox takes those that begin with ya29.");
        }
        // The sandbox asks no provider: each of its tokens is a person of its own.
        const digest = (await hashOf(`${body.source} ${body.oauthToken}`)).replace(/[^a-z0-9]/gi, "").toLowerCase();
        const account = await ensureAccount(transaction, model, {
          email: `${digest.slice(0, 12)}@example.com`,
          name: `User of ${body.source.slice(0, 40)}`,
        });
        return openSession(transaction, account, model.id);
      }),

    requestLoginCode: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const email = body.email.toLowerCase();
        if (email.length > longestEmail) return refusal(400, `An address has at most ${longestEmail} characters`);
        const model =
          body.chatModelId === undefined ? undefined : await findById(transaction, chatModels, body.chatModelId);
        if (body.chatModelId !== undefined && !model) return notFound();
        const [any] = (await transaction.list(chatModels, { limit: 1 })).items;
        const chatModelId = model?.id ?? any?.id;
        if (chatModelId === undefined) return notFound();
        const last = await transaction.get(loginCodes, email);
        // One that was just sent is on its way; a mailbox is no drum.
        if (last && last.expiresAt - codeLifetime + 30_000 > clock.now()) {
          return { ...refusal(429, "A code was sent a moment ago"), headers: { "Retry-After": 30 } };
        }
        const code = await draw(transaction, "login-codes", (chance) => chance.text(6, "0123456789"));
        await transaction.put(loginCodes, {
          email,
          codeHash: await hashOf(code),
          expiresAt: clock.now() + codeLifetime,
          attempts: 0,
          chatModelId,
        });
        await sendMail(transaction, clock, { to: email, subject: "Your login code", text: code });
        return { status: 200, body: { success: true } };
      }),

    verifyLoginCode: ({ body, request }) =>
      inWorld(request, async (transaction) => {
        const wrong = () => refusal(401, "The code is not valid");
        const email = body.email.toLowerCase();
        if (body.chatInstanceId !== undefined && !(await findById(transaction, conversations, body.chatInstanceId))) {
          return notFound();
        }
        const sent = email.length > longestEmail ? undefined : await transaction.get(loginCodes, email);
        const isAlive = sent !== undefined && sent.expiresAt > clock.now();
        if (isAlive && sent.attempts >= mostAttempts) {
          const seconds = Math.ceil((sent.expiresAt - clock.now()) / 1_000);
          return { ...refusal(429, "Too many attempts; ask for another code"), headers: { "Retry-After": seconds } };
        }
        const isRight = await isSecret(body.code, isAlive ? sent.codeHash : undefined);
        if (!sent || !isRight) {
          if (sent && isAlive) await transaction.put(loginCodes, { ...sent, attempts: sent.attempts + 1 });
          return wrong();
        }
        await transaction.take(loginCodes, email);
        const model = await transaction.get(chatModels, sent.chatModelId);
        if (!model) return wrong();
        const account = await ensureAccount(transaction, model, { email, name: email.split("@")[0] ?? email });
        return openSession(transaction, account, model.id);
      }),
  } satisfies SomeHandlers;
}
