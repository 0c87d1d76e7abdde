/** Variables of end users: sealed where they are kept, and open while an agent works. */

import { base64url, CompactEncrypt, compactDecrypt } from "jose";
import { draw, type Transaction } from "../core/world/index.ts";
import { type ProjectRecord, variables } from "./collections.ts";

/** Values for `{{mcp.NAME}}`. */
export interface Values {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a call gives; null and absent are the same. */
export interface GivenValues {
  readonly env?: Readonly<Record<string, string>> | null;
  readonly secrets?: Readonly<Record<string, string>> | null;
}

const nothing: Values = { env: {}, secrets: {} };

/** Puts what is given in the place of what was there; what is not given stays. */
export async function putValues(
  transaction: Transaction,
  owner: string,
  project: ProjectRecord,
  { env, secrets }: GivenValues,
): Promise<void> {
  if (!env && !secrets) return;
  const before = await getValues(transaction, owner, project);
  const values: Values = { env: env ?? before.env, secrets: secrets ?? before.secrets };
  const initialVector = await draw(transaction, "xyz/seals", (chance) => chance.bytes(12));
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(values)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    // From the chance of the world, each one once: the same requests give the same bytes.
    .setInitializationVector(initialVector)
    .encrypt(base64url.decode(project.sealKey));
  await transaction.put(variables, { owner, sealed });
}

/** The values of an owner. */
export async function getValues(transaction: Transaction, owner: string, project: ProjectRecord): Promise<Values> {
  const record = await transaction.get(variables, owner);
  if (!record) return nothing;
  const { plaintext } = await compactDecrypt(record.sealed, base64url.decode(project.sealKey));
  return JSON.parse(new TextDecoder().decode(plaintext)) as Values; // what was sealed
}
