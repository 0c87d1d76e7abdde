import * as oauth from "oauth4webapi";
import { expect, test } from "vitest";
import { addressOf, authorize, exchangeOf, fieldsOf, openPage, request, signIn } from "../__fixtures__/authorize.ts";
import { as, openShop, type Shop } from "../__fixtures__/shop.ts";
import { demo } from "../seeds/demo-ids.ts";

const token = (shop: Shop, json: object) => shop.send("/api/oauth/aist/token", { json });

async function codeOf(shop: Shop, changes = {}): Promise<string> {
  return (await authorize(shop, { changes })).searchParams.get("code") ?? "";
}

async function accessTokenOf(shop: Shop): Promise<string> {
  return String((await token(shop, exchangeOf(await codeOf(shop)))).json.access_token);
}

const isActive = async (shop: Shop, accessToken: string) =>
  (await shop.send("/api/oauth/aist/introspect", { json: { token: accessToken } })).json.active;

test("the page is forms without a script, and leads to a code that becomes a token for chat", async () => {
  const shop = openShop();
  const page = await openPage(shop);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.text).toContain('<form method="post">');
  expect(page.text).not.toContain("<script");
  const consent = await signIn(shop, page);
  expect(consent.text).toContain("Jane Doe, PrestaShop wants to:");
  const back = await authorize(shop);
  expect(Object.fromEntries(back.searchParams)).toEqual({
    code: expect.stringMatching(/^aist_ac_[\w-]{43}$/),
    state: request.state,
    iss: "http://sandbox.test/smarttalk",
  });
  const answer = await token(shop, exchangeOf(back.searchParams.get("code") ?? ""));
  expect(answer.headers.get("cache-control")).toContain("no-store");
  expect(answer.json).toEqual({
    access_token: expect.stringMatching(/^aist_at_[\w-]{43}$/),
    token_type: "Bearer",
    expires_in: 2_592_000,
    scope: request.scope,
    chat_model_id: demo.chatModelId,
    site_identifier: "shop-1",
  });
});

test("the page is framed, kept and followed by nobody", async () => {
  const { headers } = await openPage(openShop());
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("cache-control")).toContain("no-store");
});

test("an independent library completes the flow, with a form", async () => {
  const shop = openShop();
  const server: oauth.AuthorizationServer = {
    issuer: "http://sandbox.test/smarttalk",
    token_endpoint: "http://sandbox.test/smarttalk/api/oauth/aist/token",
    authorization_response_iss_parameter_supported: true,
  };
  const client: oauth.Client = { client_id: "prestashop" };
  const verifier = oauth.generateRandomCodeVerifier();
  const back = await authorize(shop, { changes: { code_challenge: await oauth.calculatePKCECodeChallenge(verifier) } });
  const parameters = oauth.validateAuthResponse(server, client, back, request.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    request.redirect_uri,
    verifier,
    {
      [oauth.customFetch]: (url, init) => shop.sandbox.fetch(new Request(url, init as RequestInit)),
      [oauth.allowInsecureRequests]: true,
    },
  );
  const result = await oauth.processAuthorizationCodeResponse(server, client, response);
  expect([result.token_type, result.scope]).toEqual(["bearer", request.scope]);
});

test.each([
  ["an unknown client", { client_id: "nobody" }, "No program is known by this client_id."],
  ["a slash at the end", { redirect_uri: `${request.redirect_uri}/` }, "not registered"],
  ["another query", { redirect_uri: `${request.redirect_uri}?x=1` }, "not registered"],
  ["another host", { redirect_uri: "https://evil.example/callback" }, "not registered"],
  ["a dangerous scheme", { redirect_uri: "javascript:alert(1)" }, "not registered"],
  ["no client_id", { client_id: undefined }, "client_id"],
  ["no redirect_uri", { redirect_uri: undefined }, "redirect_uri"],
])("%s is told here, and the browser goes nowhere", async (_name, changes, sentence) => {
  const page = await openPage(openShop(), addressOf(changes));
  expect([page.status, page.headers.has("location")]).toEqual([400, false]);
  expect(String(page.json.error_description)).toContain(sentence);
});

test("client_id twice is refused, and the browser goes nowhere", async () => {
  const page = await openPage(openShop(), `${addressOf()}&client_id=prestashop`);
  expect([page.status, page.headers.has("location")]).toEqual([400, false]);
});

test.each([
  ["no challenge", { code_challenge: undefined }, "invalid_request"],
  ["another response type", { response_type: "token" }, "unsupported_response_type"],
  ["a scope that the client may not have", { scope: "admin" }, "invalid_scope"],
  ["prompt=none", { prompt: "none" }, "login_required"],
  ["request_uri", { request_uri: "http://127.0.0.1:1/" }, "request_uri_not_supported"],
])("%s goes back to the client as an error", async (_name, changes, error) => {
  const answer = await openPage(openShop(), addressOf(changes));
  const back = new URL(answer.headers.get("location") ?? "about:blank");
  expect([answer.status, `${back.origin}${back.pathname}`]).toEqual([302, request.redirect_uri]);
  expect(Object.fromEntries(back.searchParams)).toEqual({
    error,
    state: request.state,
    iss: "http://sandbox.test/smarttalk",
  });
});

test.each([{ code_challenge: "A".repeat(42) }, { code_challenge_method: "plain" }])(
  "a challenge that is none gives no code: %j",
  async (changes) => {
    const answer = await openPage(openShop(), addressOf(changes));
    expect([answer.status, answer.json.error, answer.headers.has("location")]).toEqual([400, "invalid_request", false]);
  },
);

test("a native client chooses its port on a loopback address", async () => {
  const changes = { client_id: "aist-mobile", redirect_uri: "http://127.0.0.1:51004/callback", scope: "chat" };
  const back = await authorize(openShop(), { changes });
  expect([back.host, back.searchParams.has("code")]).toEqual(["127.0.0.1:51004", true]);
});

test("state comes back as it was, and adds no header", async () => {
  const state = "\r\nSet-Cookie:x=1&<script>";
  const back = await authorize(openShop(), { changes: { state } });
  expect(back.searchParams.get("state")).toBe(state);
});

test("who refuses goes back with access_denied", async () => {
  const back = await authorize(openShop(), { decision: "deny" });
  expect(back.searchParams.get("error")).toBe("access_denied");
  expect(back.searchParams.has("code")).toBe(false);
});

test("a wrong password is told on the page, and the ticket was good for one try", async () => {
  const shop = openShop();
  const page = await openPage(shop);
  const form = { ...fieldsOf(page.text), email: "jane.doe@example.com", password: "wrong" };
  const again = await shop.send(addressOf(), { form });
  expect([again.status, again.text.includes("This is not the email and the password")]).toEqual([401, true]);
  expect((await shop.send(addressOf(), { form })).status).toBe(403);
  expect((await signIn(shop, again)).text).toContain("Choose an assistant");
});

test("a good password is followed with GET", async () => {
  const shop = openShop();
  const form = { ...fieldsOf((await openPage(shop)).text), email: "jane.doe@example.com", password: "sandbox" };
  expect((await shop.send(addressOf(), { form })).status).toBe(303);
});

test.each([
  ["from another site", { origin: "https://evil.example" }, {}],
  ["with a made-up ticket", {}, { ticket: `aist_tk_${"A".repeat(43)}` }],
])("a form %s gives no code", async (_name, headers, changes) => {
  const shop = openShop();
  const consent = await signIn(shop, await openPage(shop));
  const form = { ...fieldsOf(consent.text), decision: "allow", ...changes };
  const answer = await shop.send(addressOf(), { form, headers });
  expect([answer.status, answer.headers.has("location")]).toEqual([403, false]);
});

test("nobody chooses an assistant of another account", async () => {
  const shop = openShop();
  const consent = await signIn(shop, await openPage(shop));
  const form = { ...fieldsOf(consent.text), decision: "allow", chat_model_id: "cmf1m2o3d0001l508f0r3i9gn" };
  const answer = await shop.send(addressOf(), { form });
  expect(answer.headers.get("location")).toContain("error=access_denied");
});

test("a code that is sent twice ends the token of its first use", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  const accessToken = String((await token(shop, exchangeOf(code))).json.access_token);
  expect(await isActive(shop, accessToken)).toBe(true);
  const again = await token(shop, exchangeOf(code));
  expect([again.status, again.json]).toEqual([400, { error: "invalid_grant" }]);
  expect(await isActive(shop, accessToken)).toBe(false);
});

test("of 20 who use one code at once, at most one gets a token, and none that lives", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  const answers = await Promise.all(Array.from({ length: 20 }, () => token(shop, exchangeOf(code))));
  const good = answers.filter(({ status }) => status === 200);
  expect(good).toHaveLength(1);
  expect(await isActive(shop, String(good[0]?.json.access_token))).toBe(false);
});

test("whatever is wrong with a code, the answer is the same", async () => {
  const shop = openShop();
  const expired = await codeOf(shop);
  await shop.clock.advance(60_000);
  const answers = [
    await token(shop, exchangeOf(`aist_ac_${"A".repeat(43)}`)),
    await token(shop, exchangeOf(expired)),
    await token(shop, { ...exchangeOf(await codeOf(shop)), code_verifier: "v".repeat(43) }),
    await token(shop, { ...exchangeOf(await codeOf(shop)), code_verifier: undefined }),
    await token(shop, { ...exchangeOf(await codeOf(shop)), client_id: "aist-mobile" }),
    await token(shop, { ...exchangeOf(await codeOf(shop)), redirect_uri: "https://shop.example.com/other" }),
    await token(shop, exchangeOf(` ${await codeOf(shop)} `)),
  ];
  expect(answers.map(({ status, text }) => [status, text])).toEqual(
    answers.map(() => [400, JSON.stringify({ error: "invalid_grant" })]),
  );
});

test("a wrong verifier burns the code", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  await token(shop, { ...exchangeOf(code), code_verifier: "v".repeat(43) });
  expect((await token(shop, exchangeOf(code))).json.error).toBe("invalid_grant");
});

test.each([
  ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
  ["an unknown client", { client_id: "nobody" }, 401, "invalid_client"],
  ["a secret", { client_secret: "x" }, 401, "invalid_client"],
  ["a short verifier", { code_verifier: "v".repeat(42) }, 400, "invalid_request"],
  ["no code", { code: undefined }, 400, "invalid_request"],
])("the exchange refuses %s", async (_name, changes, status, error) => {
  const shop = openShop();
  const answer = await token(shop, { ...exchangeOf(await codeOf(shop)), ...changes });
  expect([answer.status, answer.json.error]).toEqual([status, error]);
});

test("the exchange takes no GET and no text", async () => {
  const shop = openShop();
  expect((await shop.send("/api/oauth/aist/token?code=x")).status).toBe(405);
  const text = await shop.send("/api/oauth/aist/token", { body: "x", headers: { "content-type": "text/plain" } });
  expect(text.status).toBe(415);
});

test("an access token ends by the clock, and by revocation", async () => {
  const shop = openShop();
  const first = await accessTokenOf(shop);
  const second = await accessTokenOf(shop);
  const revoke = () => shop.send("/api/oauth/aist/revoke", { json: { token: first } });
  expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 200]);
  expect([await isActive(shop, first), await isActive(shop, second), await isActive(shop, "x")]).toEqual([
    false,
    true,
    false,
  ]);
  await shop.clock.advance(2_592_000_000);
  expect(await isActive(shop, second)).toBe(false);
});

test.each([
  ["https of the site", {}, { redirect_uri: "https://shop.example.com/next" }, 200],
  ["an unknown client", {}, { client_id: "nobody" }, 401],
  ["plain http", {}, { redirect_uri: "http://shop.example.com/next" }, 400],
  ["a dangerous scheme", {}, { redirect_uri: "data:text/html,x" }, 400],
  ["a fragment", {}, { redirect_uri: "https://shop.example.com/next#x" }, 400],
  ["another origin", { origin: "https://evil.example" }, { redirect_uri: "https://shop.example.com/next" }, 403],
])("registering %s", async (_name, headers, changes, status) => {
  const shop = openShop();
  const json = { client_id: "prestashop", redirect_uri: request.redirect_uri, ...changes };
  const answer = await shop.send("/api/oauth/aist/clients/register", { json, headers });
  expect(answer.status).toBe(status);
  const page = await openPage(shop, addressOf({ redirect_uri: json.redirect_uri, client_id: "prestashop" }));
  if (status !== 401) expect(page.status).toBe(status === 200 ? 200 : 400);
});

test("no secret stands in an exported world", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  const accessToken = String((await token(shop, exchangeOf(code))).json.access_token);
  const text = JSON.stringify(await shop.sandbox.worlds.exportWorld("default"));
  for (const secret of [code, accessToken, as.access.authorization.slice(7), 'sandbox"'])
    expect(text).not.toContain(secret);
});

test("a browser is told what is wrong as a page, without anything of the request in it", async () => {
  const address = addressOf({ client_id: "<script>alert(1)</script>" });
  const page = await openShop().send(address, { headers: { accept: "text/html,*/*;q=0.8" } });
  expect([page.status, page.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
  expect(page.text).toContain("No program is known by this client_id.");
  expect(page.text).not.toContain("<script");
});

test("nobody tries more than 20 passwords for one address in a minute", async () => {
  const shop = openShop();
  const attempt = async (email: string) => {
    const form = { ...fieldsOf((await openPage(shop)).text), email, password: "wrong" };
    return shop.send(addressOf(), { form });
  };
  for (let count = 0; count < 20; count += 1) expect((await attempt("jane.doe@example.com")).status).toBe(401);
  const refused = await attempt("Jane.Doe@example.com");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
  expect((await attempt("sam.lee@shop.example")).status).toBe(401);
});

test("tickets that nobody has used do not pile up", async () => {
  const shop = openShop();
  const count = async () => {
    const { collections } = await shop.sandbox.worlds.exportWorld("default");
    const tokens = collections["smarttalk/tokens"] as readonly { readonly kind: string }[];
    return tokens.filter(({ kind }) => kind === "authorization-ticket").length;
  };
  for (let page = 0; page < 30; page += 1) await openPage(shop);
  expect(await count()).toBe(30);
  await shop.clock.advance(600_000);
  for (let page = 0; page < 30; page += 1) await openPage(shop);
  expect(await count()).toBe(30);
});

test("a token opens what was agreed to, and nothing once it is revoked", async () => {
  const shop = openShop();
  const grant = async (scope: string) => {
    const code = await codeOf(shop, { scope });
    return String((await token(shop, exchangeOf(code))).json.access_token);
  };
  const chat = (accessToken: string) =>
    shop.send("/api/chat", {
      headers: { authorization: `Bearer ${accessToken}` },
      json: { chatInstanceId: demo.chatInstanceId, chatModelId: demo.chatModelId, message: "Hello" },
    });
  const embed = await chat(await grant("embed"));
  expect([embed.status, embed.headers.get("www-authenticate")]).toEqual([
    403,
    expect.stringContaining("insufficient_scope"),
  ]);
  const granted = await grant("chat");
  expect((await chat(granted)).status).toBe(200);
  await shop.send("/api/oauth/aist/revoke", { json: { token: granted } });
  const revoked = await chat(granted);
  expect([revoked.status, revoked.headers.get("www-authenticate")]).toEqual([
    401,
    expect.stringContaining("invalid_token"),
  ]);
});
