/** What a world begins with. Apps and keys are always there: without them nobody could come in. */

import { base64url } from "jose";
import { createSigningKey, hashOf } from "../core/auth/index.ts";
import type { PlatformSeeds, SeedContext } from "../core/world/index.ts";
import { demoApp, demoKey, demoOrigins, otherApps, otherKeys } from "./accounts.ts";
import { apiKeys, apps, origins, projects, signingKeys } from "./collections.ts";
import { demoTasks, longHistory, questionTask } from "./demo-tasks.ts";
import { seedTask } from "./seed-task.ts";

const requestsPerMinute = 5;

/** The seeds of the platform. */
export const seeds: PlatformSeeds = {
  empty: seedAccounts,
  demo: async (context) => {
    await seedAccounts(context);
    for (const task of demoTasks) await seedTask(context, task);
  },
  "returning-visitor": async (context) => {
    await seedAccounts(context);
    await seedTask(context, questionTask);
  },
  "long-history": async (context) => {
    await seedAccounts(context);
    for (const task of longHistory(120, 60)) await seedTask(context, task);
  },
};

async function seedAccounts(context: SeedContext): Promise<void> {
  const shop = await seedProject(context, "project_shop", "Shop");
  const other = await seedProject(context, "project_other", "Other");
  const unsigned = await seedProject(context, "project_unsigned", "Without a signing key", false);

  await seedApp(context, demoApp, shop, { name: "Shop", origins: demoOrigins });
  await seedApp(context, otherApps.other, other, { name: "Other", origins: ["https://other.example"] });
  await seedApp(context, otherApps.serverOnly, shop, { name: "Server only" });
  await seedApp(context, otherApps.limited, shop, { name: "Limited", origins: demoOrigins, requestsPerMinute });
  await seedApp(context, otherApps.disabled, shop, { name: "Disabled", isDisabled: true });
  await seedApp(context, otherApps.unsigned, unsigned, { name: "Unsigned" });

  const key = { projectId: shop, username: demoKey.username, role: "editor" } as const;
  await seedKey(context, demoKey, { ...key, name: "Demo" });
  await seedKey(context, otherKeys.viewer, { ...key, name: "Viewer", role: "viewer" });
  await seedKey(context, otherKeys.expired, { ...key, name: "Expired", expiresAt: 0 });
  await seedKey(context, otherKeys.limited, { ...key, name: "Limited", requestsPerMinute });
}

async function seedProject(
  { transaction, draw }: SeedContext,
  id: string,
  name: string,
  canSign = true,
): Promise<string> {
  const { kid, signing, sealing } = await draw("xyz/keys", (chance) => ({
    kid: chance.id("key_"),
    signing: chance.bytes(32),
    sealing: chance.bytes(32),
  }));
  await transaction.insert(projects, { id, name, sealKey: base64url.encode(sealing) });
  if (canSign) {
    const key = await createSigningKey(kid, "HS256", () => signing);
    await transaction.insert(signingKeys, { ...key, projectId: id });
  }
  return id;
}

async function seedApp(
  { transaction }: SeedContext,
  { id, secret }: { readonly id: string; readonly secret: string },
  projectId: string,
  app: {
    readonly name: string;
    readonly origins?: readonly string[];
    readonly isDisabled?: boolean;
    readonly requestsPerMinute?: number;
  },
): Promise<void> {
  const { origins: allowed = [], isDisabled = false, ...rest } = app;
  await transaction.insert(apps, { ...rest, id, projectId, isDisabled, secretHash: await hashOf(secret) });
  for (const origin of allowed) await transaction.insert(origins, { appId: id, origin });
}

async function seedKey(
  { transaction }: SeedContext,
  { id, key }: { readonly id: string; readonly key: string },
  record: {
    readonly projectId: string;
    readonly name: string;
    readonly username: string;
    readonly role: "editor" | "viewer";
    readonly expiresAt?: number;
    readonly requestsPerMinute?: number;
  },
): Promise<void> {
  await transaction.insert(apiKeys, { ...record, id, hash: await hashOf(key) });
}
