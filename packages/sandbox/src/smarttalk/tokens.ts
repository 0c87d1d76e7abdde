/** Credentials of AI SmartTalk: how each is made, found, judged and revoked. Only their hashes are kept. */

import type { Clock } from "@parley/clock";
import { createOpaqueToken, hashOf, importKeyRing, judgeOpaqueToken, mintToken } from "../core/auth/index.ts";
import { draw, type Transaction } from "../core/world/index.ts";
import { type Account, signingKeys, type Token, type TokenKindName, tokens } from "./records/index.ts";

/** Milliseconds. */
const minute = 60_000;
const day = 24 * 60 * minute;

/** How long each kind is good, in milliseconds; the vendor publishes none of these. */
export const lifetimes = {
  "access-token": 30 * day,
  "api-token": 3_650 * day,
  "authorization-code": minute,
  "authorization-ticket": 10 * minute,
  /** The public client gets a new one every 45 seconds. */
  "socket-token": minute,
  "user-token": 7 * day,
  "visitor-token": 30 * day,
} as const satisfies Readonly<Record<TokenKindName, number>>;

const prefixes = {
  "access-token": "aist_at",
  "api-token": "aist_api",
  "authorization-code": "aist_ac",
  "authorization-ticket": "aist_tk",
  "socket-token": "aist_st",
  "visitor-token": "vst",
} as const satisfies Readonly<Record<Exclude<TokenKindName, "user-token">, string>>;

/** Characters of the longest token that is looked up. */
const longest = 2_048;

/** What a token stands for. */
export type TokenSubject = Omit<Token, "hash" | "kind" | "expiresAt" | "usedAt" | "revokedAt">;

/** Makes a token that says nothing, and keeps its hash. */
export async function issueToken(
  transaction: Transaction,
  clock: Clock,
  kind: keyof typeof prefixes,
  subject: TokenSubject,
): Promise<string> {
  const bytes = await draw(transaction, `tokens/${kind}`, (chance) => chance.bytes(32));
  const { token, hash } = await createOpaqueToken(prefixes[kind], () => bytes);
  if (passing.has(kind)) await removeExpired(transaction, clock, kind);
  await transaction.insert(tokens, { ...subject, hash, kind, expiresAt: clock.now() + lifetimes[kind] });
  return token;
}

/** Kinds of which nothing is asked once they are expired. */
const passing: ReadonlySet<TokenKindName> = new Set(["authorization-ticket", "socket-token"]);

/** Makes room: two old ones for each new one, so that there are never many. */
async function removeExpired(transaction: Transaction, clock: Clock, kind: TokenKindName): Promise<void> {
  const { items } = await transaction.list(tokens, { index: "byExpiry", within: [kind], limit: 2 });
  for (const { hash, expiresAt } of items) if (expiresAt <= clock.now()) await transaction.take(tokens, hash);
}

/** Makes the older kind of token, a JWT that tells a client whom it stands for and when it ends. */
export async function issueUserToken(
  transaction: Transaction,
  clock: Clock,
  account: Account,
  chatModelId: string,
  issuer: string,
): Promise<string> {
  const { items } = await transaction.list(signingKeys);
  const bytes = await draw(transaction, "tokens/user-token", (chance) => chance.bytes(16));
  const { token, expiresAt } = await mintToken(
    {
      name: "user token",
      typ: "JWT",
      algorithm: "HS256",
      issuer,
      audience: chatModelId,
      maxAge: lifetimes["user-token"] / 1_000,
    },
    account.id,
    { email: account.email, name: account.name, role: account.role },
    { keys: await importKeyRing(items), clock, randomBytes: () => bytes },
  );
  const { id: userId, organizationId } = account;
  const hash = await hashOf(token);
  await transaction.put(tokens, { hash, kind: "user-token", expiresAt, userId, organizationId, chatModelId });
  return token;
}

/**
 * Finds a token of one kind that is good now. All kinds are looked up by the hash of the whole token, so a signed one
 * with another header, another signature or another claim is simply not known.
 */
export async function findToken(
  transaction: Transaction,
  clock: Clock,
  kind: TokenKindName,
  presented: string,
): Promise<Token | undefined> {
  const found = await lookUp(transaction, presented);
  const verdict = judgeOpaqueToken(found, { kind, now: clock.now() });
  return verdict.isAccepted ? verdict.value : undefined;
}

/** Finds a token whatever has become of it. */
export async function lookUp(transaction: Transaction, presented: string): Promise<Token | undefined> {
  if (presented === "" || presented.length > longest) return undefined;
  return transaction.get(tokens, await hashOf(presented));
}

/** Ends a token for good. */
export async function revokeToken(transaction: Transaction, clock: Clock, token: Token): Promise<void> {
  if (token.revokedAt === undefined) await transaction.put(tokens, { ...token, revokedAt: clock.now() });
}

/** Ends what has come of a code that somebody has used again. */
export async function revokeTokensOfCode(transaction: Transaction, clock: Clock, codeHash: string): Promise<void> {
  const { items } = await transaction.list(tokens, { index: "byCode", within: [codeHash] });
  for (const token of items) await revokeToken(transaction, clock, token);
}
