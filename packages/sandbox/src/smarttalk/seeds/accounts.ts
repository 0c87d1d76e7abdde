/** The demo account: its people, its assistants, its credentials. */

import { hashOf } from "../../core/auth/index.ts";
import type { SeedContext } from "../../core/world/index.ts";
import { accounts, type ChatModel, chatModels } from "../records/index.ts";
import { demo, demoCredentials } from "./demo-ids.ts";
import { sowToken } from "./keys.ts";

const { organizationId, chatModelId, userId, ownerId } = demo;

/** Sows them. */
export async function sowAccounts(context: SeedContext): Promise<void> {
  const { transaction, clock } = context;
  const passwordHash = await hashOf(demoCredentials.password);
  const people = [
    { id: ownerId, email: "sam.lee@shop.example", name: "Sam Lee", role: "ADMIN" },
    { id: userId, email: "jane.doe@example.com", name: "Jane Doe", role: "USER" },
    { id: demo.bannedUserId, email: "mallory@example.com", name: "Mallory", role: "USER", isBanned: true },
  ];
  for (const person of people) await transaction.insert(accounts, { ...person, organizationId, passwordHash });

  await transaction.insert(chatModels, mia(clock.now()));
  await transaction.insert(chatModels, {
    ...mia(clock.now()),
    id: demo.privateChatModelId,
    name: "Mia for members",
    allowsAnonymous: false,
    bot: { id: "cm9x4k3c70003l708u6e1j0fs", email: "members@example.com" },
  });

  const scopes = ["embed", "chat", "sync:products", "sync:categories"];
  const access = { kind: "access-token", organizationId, chatModelId, clientId: demo.clientId } as const;
  await sowToken(context, demoCredentials.accessToken, { ...access, userId, scopes });
  await sowToken(context, demoCredentials.bannedToken, { ...access, userId: demo.bannedUserId, scopes });
  await sowToken(context, demoCredentials.apiToken, { kind: "api-token", organizationId });
}

function mia(now: number): ChatModel {
  return {
    id: chatModelId,
    organizationId,
    ownerId,
    name: "Mia",
    description: "Helps customers of the shop with orders, deliveries and returns.",
    adminDescription: "Answers the team's questions about conversations and customers.",
    lang: "en",
    theme: { primaryColor: "#1b6e5f", secondaryColor: "#d8efe9" },
    createdAt: now,
    updatedAt: now,
    allowsAnonymous: true,
    instructions: "You are Mia, the assistant of a small shop. Be short and friendly.",
    greeting: "Hello, I am Mia. How can I help?",
    bot: { id: "cm9x4k3c70002l708u6e1j0fs", email: "assistant@example.com" },
    siteIdentifier: "shop-1",
  };
}
