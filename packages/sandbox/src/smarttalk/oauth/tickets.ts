/** Tickets: how far somebody has come on the page. One is good for one step, and nobody can guess it. */

import type { Transaction } from "../../core/world/index.ts";
import type { Desk } from "../desk.ts";
import { type Account, accounts, tokens } from "../records/index.ts";
import { findToken, issueToken } from "../tokens.ts";

/** A step of the page. */
export interface Step {
  /** The query that the browser came with. */
  readonly query: string;
  /** Who has signed in; nobody before the first step. */
  readonly account?: Account;
}

/** Makes the ticket of a step. */
export function issueTicket(transaction: Transaction, { clock }: Desk, { query, account }: Step): Promise<string> {
  return issueToken(transaction, clock, "authorization-ticket", {
    request: query,
    ...(account && { userId: account.id }),
  });
}

/** Reads a ticket, and leaves it as it is. */
export async function readTicket(transaction: Transaction, { clock }: Desk, ticket: string): Promise<Step | undefined> {
  const token = await findToken(transaction, clock, "authorization-ticket", ticket);
  if (token?.request === undefined) return undefined;
  const account = token.userId === undefined ? undefined : await transaction.get(accounts, token.userId);
  return { query: token.request, ...(account && { account }) };
}

/** Uses a ticket up. */
export async function takeTicket(transaction: Transaction, desk: Desk, ticket: string): Promise<Step | undefined> {
  const step = await readTicket(transaction, desk, ticket);
  const token = step && (await findToken(transaction, desk.clock, "authorization-ticket", ticket));
  if (token) await transaction.take(tokens, token.hash);
  return step;
}
