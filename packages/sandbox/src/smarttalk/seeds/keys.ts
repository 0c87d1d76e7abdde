/** What no world can do without: a key that signs, and the client that everybody knows. */

import { createSigningKey, hashOf } from "../../core/auth/index.ts";
import type { SeedContext } from "../../core/world/index.ts";
import { clients, signingKeys, type Token, tokens } from "../records/index.ts";
import { demo } from "./demo-ids.ts";

const scopes = ["embed", "chat", "sync:products", "sync:categories"];

/** Sows them. */
export async function sowKeys({ transaction, draw }: SeedContext): Promise<void> {
  const bytes = await draw("signing-keys", (chance) => chance.bytes(32));
  await transaction.insert(signingKeys, await createSigningKey("user-1", "HS256", () => bytes));
  await transaction.insert(clients, {
    id: demo.clientId,
    name: "PrestaShop",
    redirectUris: [demo.redirectUri],
    scopes,
    isNative: false,
  });
  await transaction.insert(clients, {
    id: "aist-mobile",
    name: "AI SmartTalk for phones",
    redirectUris: ["http://127.0.0.1/callback", "tech.aismarttalk.app:/callback"],
    scopes: ["chat"],
    isNative: true,
  });
}

/** Keeps a credential that stands in a text for people; it ends with the sandbox, ten years from now. */
export async function sowToken(
  { transaction, clock }: SeedContext,
  presented: string,
  token: Omit<Token, "hash" | "expiresAt">,
): Promise<void> {
  const tenYears = 3_650 * 86_400_000;
  await transaction.insert(tokens, { ...token, hash: await hashOf(presented), expiresAt: clock.now() + tenYears });
}
