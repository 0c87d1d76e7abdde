/** Variables of end users: sealed where they are kept, and open while an agent works. */

import { gcm } from "@noble/ciphers/aes.js";
import { base64url } from "jose";
import { draw, type Transaction } from "../core/world/index.ts";
import { variables } from "./collections.ts";
import type { ProjectRecord } from "./records.ts";

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

/** NIST SP 800-38D section 5.2.1.1: bytes of a nonce of GCM. */
const nonceSize = 12;

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
  // From the chance of the world, each one once: the same requests give the same bytes.
  const nonce = await draw(transaction, "xyz/seals", (chance) => chance.bytes(nonceSize));
  const cipher = gcm(base64url.decode(project.sealKey), nonce).encrypt(
    new TextEncoder().encode(JSON.stringify(values)),
  );
  const sealed = base64url.encode(Uint8Array.from([...nonce, ...cipher]));
  await transaction.put(variables, { owner, sealed });
}

/** The values of an owner. */
export async function getValues(transaction: Transaction, owner: string, project: ProjectRecord): Promise<Values> {
  const record = await transaction.get(variables, owner);
  if (!record) return nothing;
  const sealed = base64url.decode(record.sealed);
  const open = gcm(base64url.decode(project.sealKey), sealed.subarray(0, nonceSize));
  const plaintext = open.decrypt(sealed.subarray(nonceSize));
  return JSON.parse(new TextDecoder().decode(plaintext)) as Values; // what was sealed
}
