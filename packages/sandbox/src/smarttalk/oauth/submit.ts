/** What becomes of the forms of the authorization page. */

import { type FetchHandler, serve, type Viewed } from "@parley/server";
import { type AuthorizationRequest, createRedirect, hashOf, isSecret } from "../../core/auth/index.ts";
import type { Transaction } from "../../core/world/index.ts";
import { basePath, type Desk } from "../desk.ts";
import { accounts, clients } from "../records/index.ts";
import { countRequest } from "../throttle.ts";
import { issueToken } from "../tokens.ts";
import { listModels, readQuery, redirectTo, ticketParameter } from "./authorize.ts";
import { type PageForm, pageContract } from "./page-contract.ts";
import { faultPage, pageHeaders, signInPage } from "./pages.ts";
import { defaultScopes } from "./scopes.ts";
import { issueTicket, type Step, takeTicket } from "./tickets.ts";

const path = `${basePath}/api/oauth/aist/authorize`;

/** How often somebody may try a password for one address. */
const signInsPerMinute = 20;

/** Serves the forms of the page. */
export function createPageHandler(desk: Desk): FetchHandler & Viewed {
  const fault = <Status extends 400 | 401 | 403 | 429>(status: Status, title: string, sentence: string) => ({
    status,
    headers: pageHeaders,
    body: faultPage(title, sentence),
  });

  return serve(
    pageContract,
    {
      submitAuthorizationPage: async ({ body, request }) => {
        const origin = request.headers.get("origin");
        if (origin !== null && origin !== "null" && !isOwn(origin, request)) {
          return fault(403, "Not from here", "This form was sent from a page of another site.");
        }
        if (body.email !== undefined) {
          const name = `sign-in/${await hashOf(body.email.toLowerCase())}`;
          const seconds = await countRequest(desk, request, { name, most: signInsPerMinute });
          if (seconds !== undefined) {
            const page = fault(429, "Too many tries", `Try again in ${seconds} seconds.`);
            return { ...page, headers: { ...page.headers, "Retry-After": String(seconds) } };
          }
        }
        return desk.inWorld(request, async (transaction) => {
          const step = await takeTicket(transaction, desk, body.ticket);
          const decision = step && (await readQuery(transaction, desk, step.query));
          if (!step || decision?.kind !== "ask") {
            return fault(
              403,
              "Begin again",
              "This page was used before or is too old. Go back to where you came from.",
            );
          }
          return step.account
            ? decide(transaction, desk, decision.request, step.account, body)
            : signIn(transaction, desk, decision.request, step, body);
        });
      },
    },
    {
      authenticate: {},
      basePath,
      clock: desk.clock,
      responses: desk.responses,
      onError: desk.onError,
      limits: { body: 16_384 },
      formatError: ({ message }) => faultPage("This did not work", message),
    },
  );
}

function isOwn(origin: string, request: Request): boolean {
  return origin === new URL(request.url).origin;
}

/** The first step. A wrong password gives a new page with a new ticket. */
async function signIn(
  transaction: Transaction,
  desk: Desk,
  request: AuthorizationRequest,
  { query }: Step,
  { email = "", password = "" }: PageForm,
) {
  const { items } = await transaction.list(accounts, { index: "byAddress", within: [email.toLowerCase()] });
  const account = items.find(({ passwordHash }) => passwordHash !== undefined);
  const isRight = await isSecret(password, account?.passwordHash);
  if (!account || !isRight) {
    const ticket = await issueTicket(transaction, desk, { query });
    const clientName = (await transaction.get(clients, request.client.id))?.name ?? request.client.id;
    const sentence = "This is not the email and the password of an account.";
    return {
      status: 401,
      headers: pageHeaders,
      body: signInPage({ ...request, clientName }, ticket, sentence),
    } as const;
  }
  const ticket = await issueTicket(transaction, desk, { query, account });
  // With GET, so that nothing sends the password again.
  return redirectTo(303, `${path}?${query}&${ticketParameter}=${ticket}`);
}

/** The second step. */
async function decide(
  transaction: Transaction,
  desk: Desk,
  { client, redirectUri, state, scopes, codeChallenge }: AuthorizationRequest,
  { id: userId, organizationId }: NonNullable<Step["account"]>,
  { decision, chat_model_id: chatModelId }: PageForm,
) {
  const iss = desk.address();
  const models = await listModels(transaction, organizationId);
  const isGranted = decision === "allow" && models.some(({ id }) => id === chatModelId);
  if (!isGranted || chatModelId === undefined) {
    return redirectTo(
      302,
      createRedirect(redirectUri, { error: "access_denied", error_description: "The user refused", state, iss }),
    );
  }
  const code = await issueToken(transaction, desk.clock, "authorization-code", {
    userId,
    organizationId,
    chatModelId,
    clientId: client.id,
    redirectUri,
    codeChallenge,
    scopes: scopes.length > 0 ? scopes : defaultScopes,
  });
  return redirectTo(302, createRedirect(redirectUri, { code, state, iss }));
}
