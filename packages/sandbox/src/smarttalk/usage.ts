/** How many tokens of a model an account has used this month; four characters are about one. */

import type { Clock } from "@parley/clock";
import type { Transaction } from "../core/world/index.ts";
import { usages } from "./records/index.ts";

/** Counts what was said. */
export async function countTokens(
  transaction: Transaction,
  clock: Clock,
  organizationId: string,
  text: string,
): Promise<void> {
  const before = await readTokens(transaction, clock, organizationId);
  const count = before + Math.ceil(text.length / 4);
  await transaction.put(usages, { id: idOf(organizationId), window: monthOf(clock), count });
}

/** Tokens of this month. */
export async function readTokens(transaction: Transaction, clock: Clock, organizationId: string): Promise<number> {
  const usage = await transaction.get(usages, idOf(organizationId));
  return usage?.window === monthOf(clock) ? usage.count : 0;
}

function idOf(organizationId: string): string {
  return `tokens/${organizationId}`;
}

function monthOf(clock: Clock): number {
  const now = new Date(clock.now());
  return now.getUTCFullYear() * 12 + now.getUTCMonth();
}
