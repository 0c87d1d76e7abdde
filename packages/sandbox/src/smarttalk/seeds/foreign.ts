/** Another account, so that there is something to be kept out of. */

import { hashOf } from "../../core/auth/index.ts";
import type { SeedContext } from "../../core/world/index.ts";
import { accounts, chatModels, conversations } from "../records/index.ts";
import { demoCredentials, foreign } from "./demo-ids.ts";
import { sowToken } from "./keys.ts";

/** Sows it. */
export async function sowForeign(context: SeedContext): Promise<void> {
  const { transaction, clock } = context;
  const { organizationId, chatModelId, ownerId } = foreign;
  await transaction.insert(accounts, {
    id: ownerId,
    organizationId,
    email: "olga@other.example",
    name: "Olga",
    role: "ADMIN",
    passwordHash: await hashOf(demoCredentials.password),
  });
  await transaction.insert(chatModels, {
    id: chatModelId,
    organizationId,
    ownerId,
    name: "Otto",
    description: "Helps customers of another shop.",
    adminDescription: "Answers another team.",
    lang: "de",
    theme: {},
    createdAt: clock.now(),
    updatedAt: clock.now(),
    allowsAnonymous: true,
    instructions: "",
    greeting: "Guten Tag.",
    bot: { id: "cmf1b2o3t0001l508f0r3i9gn", email: "otto@other.example" },
  });
  await transaction.insert(conversations, {
    id: foreign.chatInstanceId,
    chatModelId,
    kind: "chat",
    ownerId,
    title: "MARK-foreign",
    lang: "de",
    createdAt: clock.now(),
    updatedAt: clock.now(),
    preview: "",
    messageCount: 0,
  });
  const scopes = ["chat", "sync:products", "sync:categories"];
  await sowToken(context, foreign.accessToken, {
    kind: "access-token",
    organizationId,
    chatModelId,
    userId: ownerId,
    scopes,
  });
  await sowToken(context, foreign.apiToken, { kind: "api-token", organizationId });
}
