/** Persons: how they come to be, and how the contract shows them. */

import { draw, type Transaction } from "../core/world/index.ts";
import { type Account, accounts, type ChatModel } from "./records/index.ts";

/** RFC 5321 section 4.5.3.1.3: characters of the longest address. */
export const longestEmail = 254;

/** A new id in the form that the platform has. */
export function drawId(transaction: Transaction, purpose: string): Promise<string> {
  return draw(transaction, `ids/${purpose}`, (chance) => chance.id("c"));
}

/** The person with this address in the organization of a chat model, who is made where there is none. */
export async function ensureAccount(
  transaction: Transaction,
  { organizationId }: Pick<ChatModel, "organizationId">,
  { email, name, externalId }: { readonly email: string; readonly name: string; readonly externalId?: string },
): Promise<Account> {
  const found = await transaction.find(accounts, "byEmail", [organizationId, email]);
  if (found) return found;
  const account: Account = {
    id: await drawId(transaction, "accounts"),
    organizationId,
    email,
    name,
    role: "USER",
    ...(externalId !== undefined && { externalId }),
  };
  await transaction.insert(accounts, account);
  return account;
}

/** A person as the contract shows one. */
export function toChatUser({ id, email, name, image, role }: Account) {
  return { id, email, name, role, ...(image !== undefined && { image }) };
}

/** Whom the platform takes a caller to be who has not signed in. */
export const anonymousUser = { id: "anonymous", email: "anonymous@example.com", name: "Anonymous" } as const;
