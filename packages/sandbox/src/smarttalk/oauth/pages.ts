/** The pages of the authorization endpoint: plain HTML forms, without a script. */

import type { AuthorizationPageReason, AuthorizationRequest } from "../../core/auth/index.ts";
import type { Account, ChatModel } from "../records/index.ts";
import { defaultScopes, scopeSentences } from "./scopes.ts";

/** Headers of every page: nobody frames, keeps or follows it. */
export const pageHeaders = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

/** Makes text into HTML that shows it. */
function toHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${toHtml(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; color-scheme: light dark }
label, fieldset, button { display: block; margin: 0 0 1rem }
fieldset label { margin: 0 }
input:not([type="radio"]) { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .4rem }
button { font: inherit; padding: .4rem 1rem }
[role="alert"] { border-left: 4px solid; padding-left: .75rem }
</style>
</head>
<body>
<main>
<h1>${toHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

/** The first page: who is there. */
export function signInPage(
  request: AuthorizationRequest & { readonly clientName: string },
  ticket: string,
  fault = "",
) {
  return page(
    "Log in to AI SmartTalk",
    `<p>${toHtml(request.clientName)} asks for access. This is the sandbox of Parley, not the vendor.</p>
${fault === "" ? "" : `<p role="alert">${toHtml(fault)}</p>`}
<form method="post">
<input type="hidden" name="ticket" value="${toHtml(ticket)}">
<label>Email <input name="email" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Log in</button>
</form>`,
  );
}

/** The second page: which assistant, and whether that is all right. */
export function consentPage(
  request: AuthorizationRequest & { readonly clientName: string },
  ticket: string,
  account: Account,
  models: readonly ChatModel[],
): string {
  const scopes = request.scopes.length > 0 ? request.scopes : defaultScopes;
  const choices = models.map(
    ({ id, name }, index) =>
      `<label><input type="radio" name="chat_model_id" value="${toHtml(id)}" required${index === 0 ? " checked" : ""}> ${toHtml(name)}</label>`,
  );
  return page(
    "Choose an assistant",
    `<p>${toHtml(account.name)}, ${toHtml(request.clientName)} wants to:</p>
<ul>
${scopes.map((scope) => `<li>${toHtml(scopeSentences[scope] ?? scope)}</li>`).join("\n")}
</ul>
<form method="post">
<input type="hidden" name="ticket" value="${toHtml(ticket)}">
<fieldset>
<legend>Assistant</legend>
${choices.join("\n") || "<p>Your account has no assistant.</p>"}
</fieldset>
${models.length > 0 ? '<button name="decision" value="allow">Allow</button>' : ""}
<button name="decision" value="deny" formnovalidate>Refuse</button>
</form>
<p>You will return to ${toHtml(new URL(request.redirectUri).host || request.redirectUri)}.</p>`,
  );
}

/** What is wrong, for the person in front of the browser. */
export const requestFaults: Readonly<Record<AuthorizationPageReason, string>> = {
  "client-missing": "The request does not say which program asks: client_id is missing.",
  "client-unknown": "No program is known by this client_id.",
  "parameter-repeated": "The request gives client_id or redirect_uri more than once.",
  "redirect-uri-missing": "The request does not say where to return to: redirect_uri is missing.",
  "redirect-uri-not-registered":
    "redirect_uri is not registered for this client, letter by letter. Register it before you send somebody here.",
  "too-long": "The request is too long.",
};

/** A page that says what is wrong, and sends the browser nowhere. */
export function faultPage(title: string, sentence: string): string {
  return page(title, `<p role="alert">${toHtml(sentence)}</p>`);
}
