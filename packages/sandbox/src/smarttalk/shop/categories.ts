/** Tag Categories: the tree of a shop. */

import { draw } from "../../core/world/index.ts";
import { openModel } from "../access.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { refusal } from "../errors.ts";
import { listAll, longestExternalId } from "../knowledge/documents.ts";
import { categories } from "../records/index.ts";

/** Makes the handler. */
export function createCategoryHandlers(desk: Desk) {
  return {
    /** The same call twice changes nothing the second time, and says so with 200. */
    syncCategories: ({ body, principal, request }) =>
      desk.inWorld(request, async (transaction) => {
        const access = await openModel(transaction, principal);
        if ("status" in access) return access;
        if (body.categories.some(({ externalId }) => externalId.length > longestExternalId)) {
          return refusal(400, `externalId has at most ${longestExternalId} characters`);
        }
        const chatModelId = access.model.id;
        const known = new Map(
          (await listAll(transaction, categories, "byModel", [chatModelId])).map((one) => [one.externalId, one]),
        );
        const parents = new Map([...known].map(([externalId, one]) => [externalId, one.parentExternalId]));
        for (const { externalId, parentExternalId = null } of body.categories)
          parents.set(externalId, parentExternalId);
        if (hasCircle(parents)) {
          return { status: 200, body: { status: "error", message: "A category is below itself" } };
        }
        let isChanged = false;
        for (const { externalId, name, parentExternalId = null } of body.categories) {
          const before = known.get(externalId);
          if (before?.name === name && before.parentExternalId === parentExternalId) continue;
          isChanged = true;
          const id = before?.id ?? (await draw(transaction, "ids/categories", (chance) => chance.id("c")));
          const category = { id, chatModelId, externalId, name, parentExternalId };
          await transaction.put(categories, category);
          known.set(externalId, category);
        }
        return { status: isChanged ? 202 : 200, body: { status: "ok" } };
      }),
  } satisfies SomeHandlers;
}

/** Whether going up from some category leads back to it. */
function hasCircle(parents: ReadonlyMap<string, string | null>): boolean {
  const isSound = new Set<string>();
  for (const start of parents.keys()) {
    const seen = new Set<string>();
    let at: string | null | undefined = start;
    while (at !== null && at !== undefined && !isSound.has(at)) {
      if (seen.has(at)) return true;
      seen.add(at);
      at = parents.get(at);
    }
    for (const id of seen) isSound.add(id);
  }
  return false;
}
