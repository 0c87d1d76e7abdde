/** `startAuthorization`: who asks, who is there, which assistant, and whether that is all right. */

import { type AuthorizationDecision, createRedirect, readAuthorizationRequest } from "../../core/auth/index.ts";
import type { Transaction } from "../../core/world/index.ts";
import type { SomeHandlers } from "../contract.ts";
import type { Desk } from "../desk.ts";
import { chatModels, clients } from "../records/index.ts";
import { consentPage, faultPage, pageHeaders, requestFaults, signInPage } from "./pages.ts";
import { issueTicket, readTicket } from "./tickets.ts";

/** The parameter with which the page goes on after somebody has signed in. */
export const ticketParameter = "ticket";

/** Reads the query of a request, also one that a ticket has kept. */
export function readQuery(transaction: Transaction, { address }: Desk, query: string): Promise<AuthorizationDecision> {
  return readAuthorizationRequest(new URLSearchParams(query), {
    issuer: address(),
    findClient: (id) => transaction.get(clients, id),
  });
}

/** The assistants of an organization. */
export async function listModels(transaction: Transaction, organizationId: string) {
  return (await transaction.list(chatModels, { index: "byOrganization", within: [organizationId] })).items;
}

/** Where the browser goes next. */
export function redirectTo<Status extends 302 | 303>(status: Status, location: string) {
  return {
    status,
    headers: { Location: location, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" },
  } as const;
}

function toFaultPage(sentence: string) {
  const body = faultPage("This request does not work", sentence);
  return { status: 400, mediaType: "text/html", headers: pageHeaders, body } as const;
}

function toFault(error: string, sentence: string) {
  return { status: 400, mediaType: "application/json", body: { error, error_description: sentence } } as const;
}

/** Makes the handler of the first page, and of the second one once somebody has signed in. */
export function createAuthorizeHandler(desk: Desk) {
  return {
    startAuthorization: ({ request }) =>
      desk.inWorld(request, async (transaction) => {
        const parameters = new URL(request.url).searchParams;
        const presented = parameters.get(ticketParameter);
        parameters.delete(ticketParameter);
        const query = parameters.toString();
        const decision = await readQuery(transaction, desk, query);
        if (decision.kind === "page") {
          const sentence = requestFaults[decision.reason];
          // Whoever sits in front of a browser reads a page, a program reads JSON.
          const isBrowser = request.headers.get("accept")?.includes("text/html") === true;
          return isBrowser ? toFaultPage(sentence) : toFault(decision.error, sentence);
        }
        if (decision.kind === "redirect") return redirectTo(302, decision.location);
        const { client, prompt, redirectUri, state } = decision.request;
        if (prompt === "none") {
          const answer = { error: "login_required", state, iss: desk.address() };
          return redirectTo(302, createRedirect(redirectUri, answer));
        }
        const clientName = (await transaction.get(clients, client.id))?.name ?? client.id;
        const asked = { ...decision.request, clientName };
        const step = presented === null ? undefined : await readTicket(transaction, desk, presented);
        // A ticket for another request is none.
        if (presented !== null && step?.account && step.query === query) {
          const models = await listModels(transaction, step.account.organizationId);
          return { status: 200, headers: pageHeaders, body: consentPage(asked, presented, step.account, models) };
        }
        const ticket = await issueTicket(transaction, desk, { query });
        return { status: 200, headers: pageHeaders, body: signInPage(asked, ticket) };
      }),
  } satisfies SomeHandlers;
}
