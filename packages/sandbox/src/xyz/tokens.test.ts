/** End-user tokens and API keys: how long they live, what they open, and what is never seen of them. */

import { base64url, decodeJwt, SignJWT } from "jose";
import { expect, test } from "vitest";
import { demoApp, demoKey, otherApps } from "./accounts.ts";
import { apps } from "./collections.ts";
import { createHarness, type Harness, start } from "./testing/harness.ts";

const tasksOf = (harness: Harness, as: string, headers: Readonly<Record<string, string>> = {}) =>
  harness.send("/api/v1/tasks", { as, headers });

test.each([
  [undefined, 3_600],
  ["45s", 45],
  ["30m", 1_800],
  ["1h", 3_600],
  ["7d", 604_800],
  ["30d", 2_592_000],
])("a token for %s lives for %i seconds, and not one more", async (expiresIn, seconds) => {
  const harness = createHarness();
  const json = { appId: demoApp.id, appSecret: demoApp.secret, endUserId: "user-1", expiresIn };
  const { body } = await harness.send("/api/v1/auth/token", { json });
  const { token, expiresAt } = body.data;
  expect(Date.parse(expiresAt)).toBe(start + seconds * 1_000);
  expect(decodeJwt(token)).toMatchObject({ sub: "user-1", exp: start / 1_000 + seconds });
  await harness.clock.advance(seconds * 1_000 - 1);
  expect((await tasksOf(harness, token)).status).toBe(200);
  await harness.clock.advance(1);
  expect((await tasksOf(harness, token)).body.error.code).toBe("INVALID_TOKEN");
});

test.each(["0m", "1w", "1.5h", "-1h", " 1h", "1h ", "1H", "99999999999999999999d"])(
  "%j is no lifetime",
  async (expiresIn) => {
    const json = { appId: demoApp.id, appSecret: demoApp.secret, endUserId: "user-1", expiresIn };
    const { status, body } = await createHarness().send("/api/v1/auth/token", { json });
    expect([status, body.error.code]).toEqual([400, "INVALID_EXPIRES_IN"]);
  },
);

test("a wrong secret, an unknown app, a disabled one and the secret of another one are told alike", async () => {
  const harness = createHarness();
  const answers = await Promise.all(
    [
      [demoApp.id, "wrong"],
      ["app_unknown", demoApp.secret],
      ["x".repeat(3_000), demoApp.secret],
      [otherApps.disabled.id, otherApps.disabled.secret],
      [demoApp.id, otherApps.other.secret],
    ].map(([appId, appSecret]) => harness.send("/api/v1/auth/token", { json: { appId, appSecret, endUserId: "u" } })),
  );
  for (const { status, body } of answers) {
    expect([status, body]).toEqual([
      401,
      { success: false, error: { message: "Invalid app credentials", code: "INVALID_CREDENTIALS" } },
    ]);
  }
});

test("a token that was changed, signed by others or made for another kind opens nothing", async () => {
  const harness = createHarness();
  const token = await harness.token();
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = decodeJwt(token);
  const other = base64url.encode(JSON.stringify({ ...claims, sub: "user-2" }));
  const forged = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "end-user+jwt", kid: JSON.parse(text(header)).kid })
    .sign(new Uint8Array(32));
  const none = base64url.encode(JSON.stringify({ ...JSON.parse(text(header)), alg: "none" }));
  for (const bad of [
    `${header}.${other}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    forged,
    `${token}x`,
    `eyJ${"x".repeat(9_000)}`,
  ]) {
    expect((await tasksOf(harness, bad)).body.error.code).toBe("INVALID_TOKEN");
  }
  expect(harness.errors).toEqual([]);
});

function text(part: string): string {
  return new TextDecoder().decode(base64url.decode(part));
}

test("a token ends with its app, and a stream that is open does not", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.create(as, "/silence 30");
  const stream = await harness.fetch(`/api/v1/tasks/${id}/stream`, { as });
  await harness.store.transaction("default", async (transaction) => {
    const app = await transaction.get(apps, demoApp.id);
    if (app) await transaction.put(apps, { ...app, isDisabled: true });
  });
  expect((await tasksOf(harness, as)).status).toBe(401);
  const reading = stream.text();
  await harness.clock.advance(60_000);
  expect(await reading).toContain("event: done");
});

test("a stream outlives the token that has opened it", async () => {
  const harness = createHarness();
  const as = await harness.token("user-1", { expiresIn: "10s" });
  const id = await harness.create(as, "/silence 30");
  expect(await harness.bytes(as, id)).toContain("event: done");
  expect((await tasksOf(harness, as)).status).toBe(401);
});

test("the same end user of two apps is two, and no page of one app uses the tokens of the other", async () => {
  const harness = createHarness();
  const mine = await harness.token("user-1");
  const { id: appId, secret: appSecret } = otherApps.other;
  const theirs = await harness.token("user-1", { appId, appSecret });
  const id = await harness.create(mine, "Hello");
  expect((await tasksOf(harness, theirs)).body.data.pagination.total).toBe(0);
  expect((await harness.send(`/api/v1/tasks/${id}`, { as: theirs })).status).toBe(404);
  expect((await harness.send(`/api/v1/tasks/${id}`, { as: demoKey.key })).status).toBe(404);
  const origin = { origin: "https://simple-agent-chat.space" };
  expect((await tasksOf(harness, mine, origin)).status).toBe(200);
  expect((await tasksOf(harness, theirs, origin)).body.error.code).toBe("ORIGIN_NOT_ALLOWED");
});

test("an app without origins is for servers, and `null` is no origin", async () => {
  const harness = createHarness();
  const { id: appId, secret: appSecret } = otherApps.serverOnly;
  const as = await harness.token("user-1", { appId, appSecret });
  expect((await tasksOf(harness, as)).status).toBe(200);
  expect((await tasksOf(harness, as, { origin: "https://simple-agent-chat.space" })).status).toBe(403);
  expect((await tasksOf(harness, await harness.token(), { origin: "null" })).status).toBe(403);
});

test("pages of allowed origins read answers and refusals alike, and ask before", async () => {
  const harness = createHarness();
  const origin = "https://simple-agent-chat.space";
  const preflight = await harness.send("/api/v1/tasks", {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
  });
  expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
  expect(preflight.headers.get("access-control-allow-headers")).toMatch(/authorization/i);
  const refused = await tasksOf(harness, "eyJ.x.y", { origin });
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
  const evil = await harness.send("/api/v1/tasks", {
    method: "OPTIONS",
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  expect(evil.headers.get("access-control-allow-origin")).toBeNull();
});

test("no page buys a token", async () => {
  const harness = createHarness();
  const headers = { origin: "https://simple-agent-chat.space", "access-control-request-method": "POST" };
  const { headers: answered } = await harness.send("/api/v1/auth/token", { method: "OPTIONS", headers });
  expect(answered.get("access-control-allow-origin")).toBeNull();
});

test("an API key opens in Authorization and in a header of its own, and another one beside it is refused", async () => {
  const harness = createHarness();
  const byBearer = await tasksOf(harness, demoKey.key);
  const byHeader = await harness.send("/api/v1/tasks", { headers: { "x-api-key": demoKey.key } });
  expect(byHeader.body).toEqual(byBearer.body);
  expect(byBearer.body.data.pagination.total).toBe(1);
  const token = await harness.token();
  const both = await tasksOf(harness, token, { "x-api-key": demoKey.key });
  expect([both.status, both.body.error.code]).toEqual([400, "VALIDATION_ERROR"]);
});

test("variables of the end user reach the tools, and nothing else", async () => {
  const harness = createHarness();
  const secret = "a-secret-of-the-partner";
  const as = await harness.token("user-1", { env: { TENANT_ID: "tenant-of-mine" }, secrets: { API_KEY: secret } });
  const id = await harness.finish(as, "/secret");
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  expect(body.data.output.toolCalls[0].output).toMatchObject({ isAuthorized: true });
  const dump = JSON.stringify(await harness.store.transaction("default", (transaction) => transaction.dump()));
  for (const hidden of [secret, "tenant-of-mine", demoApp.secret, demoKey.key, as]) expect(dump).not.toContain(hidden);
  expect(text(as.split(".")[1] ?? "")).not.toMatch(/env|secret|tenant/);
  expect(JSON.stringify(body)).not.toContain(secret);
});

test("a plain renewal keeps the variables, and another value replaces them", async () => {
  const harness = createHarness();
  const isAuthorized = async (as: string) => {
    const { body } = await harness.send(`/api/v1/tasks/${await harness.finish(as, "/secret")}`, { as });
    return body.data.output.toolCalls[0].output.isAuthorized;
  };
  expect(await isAuthorized(await harness.token("user-1", { secrets: { API_KEY: "first" } }))).toBe(true);
  expect(await isAuthorized(await harness.token("user-1"))).toBe(true);
  expect(await isAuthorized(await harness.token("user-2"))).toBe(false);
  expect(await isAuthorized(await harness.token("user-1", { secrets: {} }))).toBe(false);
});

test("variables of a task: env is shown, secrets are gone with the turn", async () => {
  const harness = createHarness();
  const as = demoKey.key;
  const secret = "a-secret-of-the-task";
  const id = await harness.finish(as, "/secret", { env: { TENANT_ID: "shop-7" }, secrets: { API_KEY: secret } });
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  expect(body.data.env).toEqual({ TENANT_ID: "shop-7" });
  expect(body.data.output.toolCalls[0].output.isAuthorized).toBe(true);
  const dump = JSON.stringify(await harness.store.transaction("default", (transaction) => transaction.dump()));
  expect(dump).not.toContain(secret);
  await harness.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "/secret" } });
  await harness.stream(as, id);
  const again = await harness.send(`/api/v1/tasks/${id}`, { as });
  expect(again.body.data.output.toolCalls[0].output.isAuthorized).toBe(false);
});
