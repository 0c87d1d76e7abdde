/** What worlds begin with. */

import type { PlatformSeeds, SeedContext } from "../../core/world/index.ts";
import { sowAccounts } from "./accounts.ts";
import { sowConversations, sowLongHistory, sowReturningVisitor } from "./conversations.ts";
import { sowForeign } from "./foreign.ts";
import { sowKeys } from "./keys.ts";
import { sowShop } from "./shop.ts";

async function sowDemo(context: SeedContext): Promise<void> {
  await sowKeys(context);
  await sowAccounts(context);
  await sowShop(context);
  await sowConversations(context);
  await sowForeign(context);
}

/** All seeds; each but the empty one has what the demo world has. */
export const seeds: PlatformSeeds = {
  empty: sowKeys,
  demo: sowDemo,
  "returning-visitor": async (context) => {
    await sowDemo(context);
    await sowReturningVisitor(context);
  },
  "long-history": async (context) => {
    await sowDemo(context);
    await sowLongHistory(context);
  },
};
