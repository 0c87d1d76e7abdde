import { expect, test } from "vitest";
import { lastCode, openShop, type Shop } from "./__fixtures__/shop.ts";
import { usages } from "./records/index.ts";
import { demo } from "./seeds/demo-ids.ts";

const { chatModelId, chatInstanceId } = demo;
const email = "jane.doe@example.com";

async function codeOf(shop: Shop): Promise<string> {
  expect((await shop.send("/api/auth/request-otp", { json: { email, lang: "en", chatModelId } })).status).toBe(200);
  return lastCode(shop);
}

const verify = (shop: Shop, code: string, more = {}) =>
  shop.send("/api/auth/otp-auth", { json: { email, code, ...more } });

test("a code comes by mail, and becomes a JWT that works on chat with its header, and not without", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  expect(code).toMatch(/^\d{6}$/);
  const session = await verify(shop, code, { chatInstanceId });
  expect(session.json.user).toMatchObject({ id: demo.userId, email, role: "USER" });
  const token = String(session.json.token);
  const claims = JSON.parse(atob(token.split(".")[1] ?? ""));
  expect(claims.exp - claims.iat).toBe(7 * 86_400);
  const chat = (headers: Record<string, string>) =>
    shop.send("/api/chat", { headers, json: { chatInstanceId, chatModelId, message: "Hello" } });
  const authorization = `Bearer ${token}`;
  expect((await chat({ authorization, "x-use-chatbot-auth": "true" })).status).toBe(200);
  expect((await chat({ authorization: `bearer ${token}`, "x-use-chatbot-auth": "true" })).status).toBe(200);
  expect((await chat({ authorization })).status).toBe(401);
  expect((await chat({ authorization: `${authorization.slice(0, -1)}x`, "x-use-chatbot-auth": "true" })).status).toBe(
    401,
  );
  await shop.clock.advance(7 * 86_400_000);
  expect((await chat({ authorization, "x-use-chatbot-auth": "true" })).status).toBe(401);
});

test("a code is good once, also for 20 at once, and for ten minutes", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  // As many as may try.
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify(shop, code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  await shop.clock.advance(60_000);
  const next = await codeOf(shop);
  await shop.clock.advance(600_000);
  expect((await verify(shop, next)).status).toBe(401);
});

test("too many attempts are refused until the code has ended", async () => {
  const shop = openShop();
  const code = await codeOf(shop);
  for (let attempt = 0; attempt < 5; attempt += 1) expect((await verify(shop, "x")).status).toBe(401);
  const refused = await verify(shop, code);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "600"]);
});

test("codes are not sent faster than every 30 seconds", async () => {
  const shop = openShop();
  await codeOf(shop);
  const again = await shop.send("/api/auth/request-otp", { json: { email, chatModelId } });
  expect([again.status, again.headers.get("retry-after")]).toEqual([429, "30"]);
});

test("what is not there is 404", async () => {
  const shop = openShop();
  expect((await shop.send("/api/auth/request-otp", { json: { email, chatModelId: "nothing" } })).status).toBe(404);
  expect((await verify(shop, "481920", { chatInstanceId: "nothing" })).status).toBe(404);
  const json = { chatModelId: "nothing", source: "google", oauthToken: "ya29.sandbox-provider-token" };
  expect((await shop.send("/api/auth/oauth", { json })).status).toBe(404);
});

test("a token of a provider becomes the JWT of one person, the same each time", async () => {
  const shop = openShop();
  const exchange = (oauthToken: string) =>
    shop.send("/api/auth/oauth", { json: { chatModelId, source: "google", oauthToken } });
  const [first, second] = [
    await exchange("ya29.sandbox-provider-token"),
    await exchange("ya29.sandbox-provider-token"),
  ];
  expect(first.status).toBe(200);
  expect(second.json.user).toEqual(first.json.user);
  expect((await exchange("false")).status).toBe(401);
});

test("one token is one caller for the throttle, and others have room", async () => {
  const shop = openShop();
  const path = `/api/chat/getModel?id=${chatModelId}`;
  expect((await shop.send(path)).status).toBe(200);
  const { items } = await shop.store.transaction("default", (work) => work.list(usages));
  const usage = items.find(({ id }) => id.startsWith("all/"));
  if (!usage) throw new RangeError("Nothing was counted.");
  // As if the others had been sent too.
  await shop.store.transaction("default", (work) => work.put(usages, { ...usage, count: 11_999 }));
  expect((await shop.send(path)).status).toBe(200);
  const refused = await shop.send(path);
  expect([refused.status, refused.headers.get("retry-after"), refused.json.code]).toEqual([429, "60", "RATE_LIMITED"]);
  expect((await shop.send("/api/chat/createInstance", { json: { chatModelId } })).status).toBe(429);
  await shop.clock.advance(60_000);
  expect((await shop.send(path)).status).toBe(200);
});
