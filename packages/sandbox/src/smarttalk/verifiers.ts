/** Says whom each credential of a request stands for. */

import { deny, type Verifier, type Verifiers } from "@parley/server";
import { hashOf, hasScopes } from "../core/auth/index.ts";
import type { Transaction, WorldStore } from "../core/world/index.ts";
import type { contract } from "./contract.ts";
import type { Desk } from "./desk.ts";
import type { ApiCaller, UserCaller, VisitorCaller } from "./principals.ts";
import { type Token, tokens } from "./records/index.ts";
import { findToken } from "./tokens.ts";

/** Operations of version 1 whose Bearer is the user's, without `x-use-chatbot-auth`. */
const userOperations: ReadonlySet<string> = new Set(["uploadAttachment", "promoteAttachment"]);

/** Makes the verifiers. */
export function createVerifiers({ clock, inWorld }: Desk): Verifiers<typeof contract> {
  const find = (request: Request, kind: Token["kind"], credential: string) =>
    inWorld(request, (transaction) => findToken(transaction, clock, kind, credential));

  const api: Verifier<ApiCaller> = async (credential, { request }) =>
    toApiCaller(await find(request, "api-token", credential));

  return {
    oauth: async (credential, { operation, request }) => {
      const token = await find(request, "access-token", credential);
      const caller = toUserCaller(token);
      const scopes = token?.scopes ?? [];
      // Where anybody may call, a token that does not suffice would else make its user one of them.
      const wanted = operation.security.flatMap((requirement) => requirement.oauth ?? []);
      if (caller && !hasScopes(scopes, wanted)) return deny("INSUFFICIENT_SCOPE", 403);
      return caller && { ...caller, scopes };
    },
    bearer: async (credential, presented) => {
      const { operation, request } = presented;
      const isUser = userOperations.has(operation.id) || request.headers.get("x-use-chatbot-auth") === "true";
      // An access token is a token of the user too; a visitor has none.
      if (userOperations.has(operation.id)) {
        const access = toUserCaller(await find(request, "access-token", credential));
        if (access) return access;
      }
      return isUser ? toUserCaller(await find(request, "user-token", credential)) : api(credential, presented);
    },
    apiKey: api,
    appToken: api,
    chatModelId: (chatModelId) => ({ chatModelId }),
    useChatbotAuth: (value) => (value === "true" ? { usesChatbotAuth: true } : undefined),
    visitorToken: async (credential, { request }) => toVisitorCaller(await find(request, "visitor-token", credential)),
  };
}

/** Finds a visitor's token where a stronger credential stands beside it. */
export async function findVisitor(
  transaction: Transaction,
  { clock }: Desk,
  request: Request,
): Promise<VisitorCaller | undefined> {
  const presented = request.headers.get("x-chat-visitor-token");
  return presented === null
    ? undefined
    : toVisitorCaller(await findToken(transaction, clock, "visitor-token", presented));
}

/** Finds the worlds that know a token of a request, wherever it stands. */
export function locateCredentials(store: WorldStore): readonly ((request: Request) => Promise<readonly string[]>)[] {
  return [
    async ({ headers }) => {
      const presented =
        /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ??
        headers.get("x-api-key") ??
        headers.get("x-chat-visitor-token") ??
        headers.get("appToken");
      return presented ? store.locate(tokens, "byHash", [await hashOf(presented)]) : [];
    },
  ];
}

function toApiCaller(token: Token | undefined): ApiCaller | undefined {
  if (token?.organizationId === undefined) return undefined;
  return { kind: "api", organizationId: token.organizationId, tokenHash: token.hash };
}

function toUserCaller(token: Token | undefined): UserCaller | undefined {
  if (token?.organizationId === undefined || token.userId === undefined || token.chatModelId === undefined)
    return undefined;
  const { userId, organizationId, chatModelId, hash } = token;
  return { kind: "user", userId, organizationId, chatModelId, tokenHash: hash };
}

function toVisitorCaller(token: Token | undefined): VisitorCaller | undefined {
  const { organizationId, chatModelId, chatInstanceId, hash } = token ?? {};
  if (organizationId === undefined || chatModelId === undefined || chatInstanceId === undefined || hash === undefined)
    return undefined;
  return { kind: "visitor", organizationId, chatModelId, chatInstanceId, tokenHash: hash };
}
