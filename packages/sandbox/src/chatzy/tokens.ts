/** Tokens: their kinds, who they stand for, and how long. */

import type { Clock } from "@parley/clock";
import { base64url, decodeJwt } from "jose";
import {
  hashOf,
  importKeyRing,
  mintToken,
  type SigningKey,
  type TokenClaims,
  type TokenKind,
  verifyToken,
} from "../core/auth/index.ts";
import { draw, type Transaction } from "../core/world/index.ts";
import { signingKeys, tempTokens } from "./collections.ts";

/** A token that we have signed. */
export type Presented<Value> = { readonly isExpired: true } | ({ readonly isExpired: false } & Value);

/** A user of the dashboard. */
export interface IdToken {
  /** Email address of the account. */
  readonly account: string;
}

/** A customer of the account, in an iframe with one agent. */
export interface IframeToken {
  readonly userId: string;
  readonly agentId: string;
}

/** A permission to read a reply or to have a clip transcribed, once. */
export interface TempToken {
  readonly jti: string;
  readonly conversationId: string;
  /** Where it comes with a message: the only one whose reply it opens. */
  readonly messageId?: string;
}

const common = { algorithm: "HS256", issuer: "urn:parley:sandbox:chatzy", requiredClaims: ["world"] } as const;
const minute = 60;

/** All kinds of signed tokens. The lifetimes of the pair are read from the vendor's sample; the others it states. */
export const tokenKinds = {
  id: { ...common, name: "id token", typ: "id+jwt", audience: "chatzy/inbox", maxAge: 60 * minute },
  access: { ...common, name: "access token", typ: "at+jwt", audience: "chatzy/iframe", maxAge: 15 * minute },
  refresh: {
    ...common,
    name: "refresh token",
    typ: "rt+jwt",
    audience: "chatzy/refresh",
    maxAge: 7 * 24 * 60 * minute,
  },
  temp: { ...common, name: "temporary token", typ: "temp+jwt", audience: "chatzy/reply", maxAge: minute },
} as const satisfies Readonly<Record<string, TokenKind>>;

/** Name of the record that has the key. */
export const signingKeyId = "chatzy-1";

/** Mints a token in the world of a transaction. */
export async function mint(
  transaction: Transaction,
  clock: Clock,
  kind: TokenKind,
  subject: string,
  claims: Readonly<Record<string, string>> = {},
): Promise<{ readonly token: string; readonly expiresAt: number; readonly id: string }> {
  const bytes = await draw(transaction, "chatzy/tokens", (chance) => chance.bytes(16));
  const key = await transaction.get(signingKeys, signingKeyId);
  const keys = await importKeyRing(key ? [key] : []);
  return mintToken(kind, subject, { ...claims, world: transaction.world }, { keys, clock, randomBytes: () => bytes });
}

/** Mints a temporary token, and keeps that it was not used. */
export async function mintTempToken(
  transaction: Transaction,
  clock: Clock,
  conversationId: string,
  messageId?: string,
): Promise<string> {
  const minted = await mint(
    transaction,
    clock,
    tokenKinds.temp,
    conversationId,
    messageId ? { message: messageId } : {},
  );
  await transaction.insert(tempTokens, { hash: await hashOf(minted.id), expiresAt: minted.expiresAt });
  // Those that nobody can use any more need not be kept.
  const { items } = await transaction.list(tempTokens, { index: "byEnd", limit: 8 });
  for (const { hash, expiresAt } of items) if (expiresAt <= clock.now()) await transaction.take(tempTokens, hash);
  return minted.token;
}

/** Uses a temporary token up. Of all who try, one gets `good`. */
export async function spendTempToken(
  transaction: Transaction,
  clock: Clock,
  { jti }: TempToken,
): Promise<"good" | "used" | "unknown"> {
  const kept = await transaction.get(tempTokens, await hashOf(jti));
  if (!kept) return "unknown";
  if (kept.usedAt !== undefined) return "used";
  await transaction.put(tempTokens, { ...kept, usedAt: clock.now() });
  return "good";
}

/** Users of an account as the subject of a token; they may be called anything. */
export function subjectOf(userId: string): string {
  return `user/${userId}`;
}

/** The user that a token is about. */
export function userOf(subject: string): string {
  return subject.slice(subjectOf("").length);
}

/** Looks at a token; `undefined` where it is not one of this world. */
export async function readToken(
  kind: TokenKind,
  token: string,
  { transaction, clock, subject }: { transaction: Transaction; clock: Clock; subject?: string },
): Promise<Presented<{ readonly claims: TokenClaims }> | undefined> {
  const key = await transaction.get(signingKeys, signingKeyId);
  const keys = await importKeyRing(key ? [key] : []);
  const verdict = await verifyToken(kind, token, { keys, clock, ...(subject !== undefined && { subject }) });
  if (verdict.isAccepted) {
    // Worlds that were made of the same chance have the same key.
    return verdict.value.world === transaction.world ? { isExpired: false, claims: verdict.value } : undefined;
  }
  return verdict.reason === "token-expired" || verdict.reason === "token-too-old" ? { isExpired: true } : undefined;
}

/** The world that a token says it is of; nothing of it is believed. */
export function worldOfToken(token: string | null | undefined): readonly string[] {
  // Most requests have none, and to throw costs more than all the rest.
  if (!token) return [];
  try {
    const { world } = decodeJwt(token);
    return typeof world === "string" ? [world] : [];
  } catch {
    return [];
  }
}

/** Makes the key of a world. */
export function keyOf(bytes: Uint8Array): SigningKey {
  return { kid: signingKeyId, algorithm: "HS256", jwk: { kty: "oct", k: base64url.encode(bytes) } };
}
