/** Tag Authentication: tokens for end users. */

import { importKeyRing, isSecret, mintToken } from "../core/auth/index.ts";
import type { Services } from "../core/platform/index.ts";
import { draw, type Transaction } from "../core/world/index.ts";
import { apps, projects, signingKeys } from "./collections.ts";
import type { Schemas, Some } from "./contract.ts";
import { timeOf } from "./conversation.ts";
import { missingEndUserId, refuse } from "./errors.ts";
import { countRequest } from "./limits.ts";
import { listAll } from "./list-all.ts";
import type { AppRecord, ProjectRecord, SigningKeyRecord } from "./records.ts";
import { endUserToken, longestLifetime, ownerOfEndUser } from "./tokens.ts";
import { putValues } from "./values.ts";

const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const longestUserId = 256;

/** An app with what its tokens need. */
interface Issuer {
  readonly app: AppRecord;
  readonly project: ProjectRecord;
  readonly keys: readonly SigningKeyRecord[];
}

/** The handlers of the tag. */
export function authentication({ store, clock, worldOf }: Services) {
  return {
    async createEndUserToken({ body, request }) {
      const wrong = findFault(body);
      if (wrong) return wrong;
      const world = await worldOf(request);
      const { app, limited } = await store.transaction(world, async (transaction) => {
        const found = await transaction.get(apps, body.appId);
        const limitedAs = `token ${found?.id}`;
        return { app: found, limited: found && (await countRequest(transaction, clock, { ...found, limitedAs })) };
      });
      if (limited) return limited;
      const isKnown = await isSecret(body.appSecret, app?.secretHash);
      if (!app || !isKnown || app.isDisabled) return refuse(401, "INVALID_CREDENTIALS", "Invalid app credentials");
      const owner = ownerOfEndUser(app.id, body.endUserId);
      const { issuer, tokenId } = await store.transaction(world, async (transaction) => {
        const found = await findIssuer(transaction, app);
        if (found && found.keys.length > 0) await putValues(transaction, owner, found.project, body);
        return { issuer: found, tokenId: await draw(transaction, "xyz/token-ids", (chance) => chance.bytes(16)) };
      });
      if (!issuer || issuer.keys.length === 0) {
        return refuse(501, "JWT_NOT_CONFIGURED", "JWT signing is not configured");
      }
      const { token, expiresAt } = await mintToken(
        endUserToken,
        body.endUserId,
        { appId: app.id, projectId: app.projectId },
        {
          keys: await importKeyRing(issuer.keys),
          clock,
          randomBytes: () => tokenId,
          lifetime: secondsOf(body.expiresIn),
        },
      );
      return { status: 200, body: { success: true, data: { token, expiresAt: timeOf(expiresAt) } } };
    },
  } satisfies Some<"createEndUserToken">;
}

/** What the schema of a request for a token does not say. */
function findFault({ endUserId, expiresIn }: Schemas["EndUserTokenRequest"]) {
  if (endUserId.trim() === "") return { status: 400, body: missingEndUserId } as const;
  if (endUserId.length > longestUserId || /\p{Cc}/u.test(endUserId)) {
    return refuse(
      400,
      "VALIDATION_ERROR",
      `endUserId has at most ${longestUserId} characters, and no control characters`,
    );
  }
  if (secondsOf(expiresIn) <= longestLifetime) return undefined;
  return refuse(400, "INVALID_EXPIRES_IN", "expiresIn may be 30d at most");
}

/** A lifetime such as `30m`, in seconds. */
function secondsOf(expiresIn = "1h"): number {
  const unit = expiresIn.slice(-1) as keyof typeof units; // as the schema has it
  return Number(expiresIn.slice(0, -1)) * units[unit];
}

async function findIssuer(transaction: Transaction, app: AppRecord): Promise<Issuer | undefined> {
  const project = await transaction.get(projects, app.projectId);
  return project && { app, project, keys: await listAll(transaction, signingKeys, "byProject", app.projectId) };
}
