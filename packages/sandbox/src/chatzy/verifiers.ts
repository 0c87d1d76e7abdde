/** Whom the credentials of a request stand for. */

import type { Verifiers } from "@parley/server";
import type { TokenClaims, TokenKind } from "../core/auth/index.ts";
import type { contract } from "./contract.ts";
import type { Kit } from "./kit.ts";
import type { Presented } from "./tokens.ts";
import { readToken, tokenKinds, userOf, worldOfToken } from "./tokens.ts";

/** Makes a verifier for each security scheme. */
export function createVerifiers({ inWorld, clock }: Kit): Verifiers<typeof contract> {
  const verifierOf =
    <Value>(kind: TokenKind, read: (claims: TokenClaims) => Value) =>
    (token: string, { request }: { readonly request: Request }): Promise<Presented<Value> | undefined> =>
      inWorld(request, async (transaction) => {
        const presented = await readToken(kind, token, { transaction, clock });
        if (!presented || presented.isExpired) return presented;
        return { isExpired: false, ...read(presented.claims) };
      });
  return {
    idToken: verifierOf(tokenKinds.id, ({ sub }) => ({ account: sub })),
    iframeToken: verifierOf(tokenKinds.access, ({ sub, agent }) => ({ userId: userOf(sub), agentId: String(agent) })),
    tempToken: verifierOf(tokenKinds.temp, ({ sub, jti, message }) => ({
      jti,
      conversationId: sub,
      ...(typeof message === "string" && { messageId: message }),
    })),
  };
}

/** The world that the credential of a request says it is of, for each kind of credential. */
export function locateCredentials(): readonly ((request: Request) => Promise<readonly string[]>)[] {
  const inQuery = (name: string) => async (request: Request) =>
    worldOfToken(new URL(request.url).searchParams.get(name));
  return [
    async (request) => worldOfToken(/^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]),
    inQuery("token"),
    inQuery("access_token"),
  ];
}
