/** Credentials of XYZ AI: end-user tokens and API keys. */

import { type Denial, deny, type Verifiers } from "@parley/server";
import { decodeProtectedHeader } from "jose";
import { hashOf, importKeyRing, type TokenKind, verifyToken } from "../core/auth/index.ts";
import type { Services } from "../core/platform/index.ts";
import type { WorldStore } from "../core/world/index.ts";
import { apiKeys, apps, origins, signingKeys } from "./collections.ts";
import type { Caller, contract } from "./contract.ts";

/** Longest life of a token, in seconds; that of the contract. */
export const longestLifetime = 30 * 86_400;

/** The token of an end user. Its claims besides the common ones are ours; the vendor publishes none. */
export const endUserToken: TokenKind = {
  name: "end-user token",
  typ: "end-user+jwt",
  algorithm: "HS256",
  issuer: "xyz",
  audience: "xyz/api/v1",
  maxAge: longestLifetime,
  requiredClaims: ["appId", "projectId"],
};

/** What the tasks of an end user belong to: those of one app are not those of another of the same name. */
export function ownerOfEndUser(appId: string, endUserId: string): string {
  return `user ${appId} ${endUserId}`;
}

const apiKeyPrefix = "xyz_";
const apiKeyForm = /^xyz_[0-9a-f]{64}$/;

/** Whether a bearer value looks like a signed token. */
function isTokenLike(credential: string): boolean {
  return credential.startsWith("eyJ");
}

/** The verifiers of the contract. */
export function createVerifiers(services: Services): Verifiers<typeof contract> {
  const { store, clock, worldOf } = services;

  async function verifyEndUser(credential: string, { request }: { request: Request }): Promise<Caller | Denial> {
    const world = await worldOf(request);
    const origin = request.headers.get("origin");
    const kid = keyIdOf(credential);
    const key = kid && (await store.transaction(world, (transaction) => transaction.get(signingKeys, kid)));
    const keys = await importKeyRing(key ? [key] : []);
    const verdict = await verifyToken(endUserToken, credential, { keys, clock });
    if (!verdict.isAccepted) return deny("INVALID_TOKEN");
    const { sub, appId, projectId } = verdict.value;
    const { app, isListed } = await store.transaction(world, async (transaction) => ({
      app: await transaction.get(apps, String(appId)),
      isListed: origin !== null && (await transaction.get(origins, `${appId} ${origin}`)) !== undefined,
    }));
    if (!app || app.isDisabled || app.projectId !== projectId) return deny("INVALID_TOKEN");
    const isOwn = origin === new URL(services.publicUrl()).origin;
    // Servers send no origin.
    if (origin !== null && !isListed && !isOwn) return deny("ORIGIN_NOT_ALLOWED", 403);
    return {
      world,
      owner: ownerOfEndUser(app.id, sub),
      username: sub,
      apiKeyId: null,
      limitedAs: `app ${app.id}`,
      ...(app.requestsPerMinute !== undefined && { requestsPerMinute: app.requestsPerMinute }),
    };
  }

  async function verifyApiKey(
    credential: string,
    { request, operation }: { request: Request; operation: { readonly method: string } },
  ): Promise<Caller | Denial> {
    if (!apiKeyForm.test(credential)) return deny("INVALID_API_KEY");
    const world = await worldOf(request);
    const hash = await hashOf(credential);
    const key = await store.transaction(world, (transaction) => transaction.find(apiKeys, "byHash", hash));
    if (!key || clock.now() >= (key.expiresAt ?? Number.POSITIVE_INFINITY)) return deny("INVALID_API_KEY");
    if (key.role === "viewer" && operation.method !== "get") return deny("FORBIDDEN", 403);
    return {
      world,
      owner: `key ${key.id}`,
      username: key.username,
      apiKeyId: key.id,
      limitedAs: `key ${key.id}`,
      ...(key.requestsPerMinute !== undefined && { requestsPerMinute: key.requestsPerMinute }),
    };
  }

  return {
    endUserJwt: (credential, presented) => (isTokenLike(credential) ? verifyEndUser(credential, presented) : undefined),
    apiKeyBearer: (credential, presented) => {
      if (isTokenLike(credential)) return undefined;
      return credential.startsWith(apiKeyPrefix) ? verifyApiKey(credential, presented) : deny("INVALID_AUTH_FORMAT");
    },
    apiKeyHeader: verifyApiKey,
  };
}

/** Finds the worlds of a credential: an API key by its hash, a token by the key that signed it. */
export function locateCredentials(store: WorldStore) {
  const bearerOf = (request: Request) => /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return [
    async (request: Request): Promise<readonly string[]> => {
      const key = request.headers.get("x-api-key") ?? bearerOf(request) ?? "";
      return apiKeyForm.test(key) ? store.locate(apiKeys, "byHash", await hashOf(key)) : [];
    },
    async (request: Request): Promise<readonly string[]> => {
      const kid = keyIdOf(bearerOf(request));
      return kid === undefined ? [] : store.locate(signingKeys, "byKid", kid);
    },
  ];
}

function keyIdOf(token: string | undefined): string | undefined {
  if (token === undefined || !isTokenLike(token) || token.length > 8_192) return undefined;
  try {
    const { kid } = decodeProtectedHeader(token);
    return typeof kid === "string" && kid !== "" ? kid : undefined;
  } catch {
    // Whoever verifies it says so.
    return undefined;
  }
}
