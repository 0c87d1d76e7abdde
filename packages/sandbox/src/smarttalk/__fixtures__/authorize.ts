/** A person in front of the authorization page: forms are read from the HTML and sent as a browser sends them. */

import type { Received, Shop } from "./shop.ts";

/** RFC 7636 appendix B. */
export const codeVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const codeChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/** A request as the public client sends it. */
export const request = {
  client_id: "prestashop",
  redirect_uri: "https://shop.example.com/module/aismarttalk/oauthcallback",
  response_type: "code",
  scope: "embed chat sync:products sync:categories",
  state: "5b0e9d7c3a1f48269e0d4c7b2a6f1835",
  code_challenge: codeChallenge,
  code_challenge_method: "S256",
} as const;

/** The address of a request; `undefined` leaves a parameter out. */
export function addressOf(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...request, ...changes })) if (value !== undefined) query.set(name, value);
  return `/api/oauth/aist/authorize?${query}`;
}

/** The fields of the form of a page that are there before somebody types. */
export function fieldsOf(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    const value = /value="([^"]*)"/.exec(tag)?.[1];
    const isOff = tag.includes('type="radio"') && !tag.includes(" checked");
    if (name !== undefined && value !== undefined && !isOff) fields[name] = value;
  }
  return fields;
}

/** Opens the page. */
export async function openPage(shop: Shop, address = addressOf()): Promise<Received> {
  return shop.send(address);
}

/** Signs in, and follows the redirect to the second page. */
export async function signIn(shop: Shop, page: Received, address = addressOf(), email = "jane.doe@example.com") {
  const form = { ...fieldsOf(page.text), email, password: "sandbox" };
  const signedIn = await shop.send(address, { form, method: "POST" });
  return shop.send(signedIn.headers.get("location") ?? "/nowhere");
}

/** Goes through the whole page. @returns Where the browser ends up. */
export async function authorize(
  shop: Shop,
  { changes = {}, decision = "allow" }: { changes?: Readonly<Record<string, string | undefined>>; decision?: string } = {},
): Promise<URL> {
  const address = addressOf(changes);
  const consent = await signIn(shop, await openPage(shop, address), address);
  const form = { ...fieldsOf(consent.text), decision };
  const answer = await shop.send(address, { form, method: "POST" });
  return new URL(answer.headers.get("location") ?? "about:blank");
}

/** The body of the exchange of a code. */
export function exchangeOf(code: string) {
  return {
    grant_type: "authorization_code",
    code,
    redirect_uri: request.redirect_uri,
    client_id: request.client_id,
    code_verifier: codeVerifier,
  };
}
