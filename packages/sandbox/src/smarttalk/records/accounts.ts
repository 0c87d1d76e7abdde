/** Records: who there is, and what they present. */

import type { SigningKey } from "../../core/auth/index.ts";
import { defineCollection } from "../../core/world/index.ts";

/** A person: a member of an organization, or somebody who chats with one of its assistants. */
export interface Account {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  /** `ADMIN` is a member of the team, `USER` a customer. */
  readonly role: string;
  readonly image?: string;
  /** How the site that vouches for the person calls them. */
  readonly externalId?: string;
  /** Of those who can sign in on the page. */
  readonly passwordHash?: string;
  readonly isBanned?: boolean;
}

/** Persons. */
export const accounts = defineCollection<Account>()({
  name: "smarttalk/accounts",
  key: ({ id }) => id,
  fields: {
    id: "string",
    organizationId: "string",
    email: "string",
    name: "string",
    role: "string",
    image: "string?",
    externalId: "string?",
    passwordHash: "string?",
    isBanned: "boolean?",
  },
  indexes: {
    byEmail: { of: ({ organizationId, email }) => [organizationId, email], isUnique: true },
    byAddress: { of: ({ email }) => [email] },
  },
});

/** A credential, a code or a ticket, under its hash. */
export interface Token {
  readonly hash: string;
  readonly kind: TokenKindName;
  /** Milliseconds since 1970, as the others. */
  readonly expiresAt: number;
  readonly usedAt?: number;
  readonly revokedAt?: number;
  readonly organizationId?: string;
  readonly userId?: string;
  readonly chatModelId?: string;
  readonly chatInstanceId?: string;
  readonly scopes?: readonly string[];
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly codeChallenge?: string;
  /** Hash of the code that it came of: when that is used again, all of them are revoked. */
  readonly codeHash?: string;
  /** Of a ticket: the query of the request that it goes on with. */
  readonly request?: string;
}

/** What a token is good for. */
export type TokenKindName =
  | "access-token"
  | "api-token"
  | "authorization-code"
  | "authorization-ticket"
  | "socket-token"
  | "user-token"
  | "visitor-token";

/** Tokens. */
export const tokens = defineCollection<Token>()({
  name: "smarttalk/tokens",
  key: ({ hash }) => hash,
  fields: {
    hash: "string",
    kind: "string",
    expiresAt: "number",
    usedAt: "number?",
    revokedAt: "number?",
    organizationId: "string?",
    userId: "string?",
    chatModelId: "string?",
    chatInstanceId: "string?",
    scopes: "array?",
    clientId: "string?",
    redirectUri: "string?",
    codeChallenge: "string?",
    codeHash: "string?",
    request: "string?",
  },
  indexes: {
    byHash: { of: ({ hash }) => [hash], isUnique: true },
    byExpiry: { of: ({ kind, expiresAt }) => [kind, expiresAt] },
    byCode: { of: ({ codeHash }) => (codeHash === undefined ? undefined : [codeHash]) },
  },
});

/** A program that asks for access. */
export interface Client {
  readonly id: string;
  /** For the page on which somebody agrees. */
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** Runs on the machine of its user. */
  readonly isNative: boolean;
}

/** Programs that ask for access. */
export const clients = defineCollection<Client>()({
  name: "smarttalk/clients",
  key: ({ id }) => id,
  fields: { id: "string", name: "string", redirectUris: "array", scopes: "array", isNative: "boolean" },
  indexes: {},
});

/** A code that was sent by mail. */
export interface LoginCode {
  readonly email: string;
  readonly codeHash: string;
  readonly expiresAt: number;
  /** How often somebody has tried. */
  readonly attempts: number;
  readonly chatModelId: string;
}

/** Codes that were sent by mail; a newer one takes the place of an older one. */
export const loginCodes = defineCollection<LoginCode>()({
  name: "smarttalk/login-codes",
  key: ({ email }) => email,
  fields: { email: "string", codeHash: "string", expiresAt: "number", attempts: "number", chatModelId: "string" },
  indexes: {},
});

/** Keys that sign the user JWTs of a world. */
export const signingKeys = defineCollection<SigningKey>()({
  name: "smarttalk/signing-keys",
  key: ({ kid }) => kid,
  fields: { kid: "string", algorithm: "string", jwk: "object", retiresAt: "number?" },
  indexes: {},
});

/** How many requests somebody has sent in a span of time. */
interface Usage {
  readonly id: string;
  readonly window: number;
  readonly count: number;
}

/** Requests counted. */
export const usages = defineCollection<Usage>()({
  name: "smarttalk/usages",
  key: ({ id }) => id,
  fields: { id: "string", window: "number", count: "number" },
  indexes: {},
});
