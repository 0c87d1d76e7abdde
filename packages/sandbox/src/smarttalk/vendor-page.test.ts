/** The introduction page of the vendor, statement by statement: addresses and headers are those that it prints. */

import { expect, test } from "vitest";
import { authorize, exchangeOf } from "./__fixtures__/authorize.ts";
import { as, openShop } from "./__fixtures__/shop.ts";
import { demo, demoCredentials } from "./seeds/demo-ids.ts";

const { chatModelId, chatInstanceId } = demo;
const said = { chatInstanceId, chatModelId, message: "Hello" };

test("authorize, log in and choose, exchange, and use the token as it is with chat", async () => {
  const shop = openShop();
  const code = (await authorize(shop)).searchParams.get("code") ?? "";
  const { access_token: token } = (await shop.send("/api/oauth/aist/token", { json: exchangeOf(code) })).json;
  const answer = await shop.send("/api/chat", { headers: { authorization: `Bearer ${token}` }, json: said });
  expect(answer.status).toBe(200);
});

test("no token is needed where the chat model allows anonymous users", async () => {
  const shop = openShop();
  const opened = await shop.send("/api/chat/createInstance", { json: { chatModelId } });
  const json = { ...said, chatInstanceId: opened.json.chatInstanceId };
  expect((await shop.send("/api/chat", { json })).status).toBe(200);
});

test("a token of /api/auth/oauth works with x-use-chatbot-auth: true", async () => {
  const shop = openShop();
  const exchange = { chatModelId, source: "google", oauthToken: "ya29.sandbox-provider-token" };
  const { token } = (await shop.send("/api/auth/oauth", { json: exchange })).json;
  const headers = { authorization: `Bearer ${token}`, "x-use-chatbot-auth": "true" };
  const opened = await shop.send("/api/chat/createInstance", { headers, json: { chatModelId } });
  const json = { ...said, chatInstanceId: opened.json.chatInstanceId };
  expect((await shop.send("/api/chat", { headers, json })).status).toBe(200);
});

test.each([demoCredentials.apiToken, demoCredentials.accessToken])(
  "version 1 takes an API token or an access token as Bearer, with x-chat-model-id: %s",
  async (token) => {
    const headers = { authorization: `Bearer ${token}`, "x-chat-model-id": chatModelId };
    const answer = await openShop().send("/api/v1/smartflow-templates", { headers });
    expect(answer.status).toBe(200);
  },
);

test.each([
  ["?stream=true", {}],
  ["", { stream: true }],
])("events come with %s %j", async (query, more) => {
  const json = { ...said, message: "Where is my order 4711?", ...more };
  const { text } = await openShop().send(`/api/chat${query}`, { headers: as.access, json });
  const types = new Set(Array.from(text.matchAll(/"type":"(\w+)"/g), ([, type]) => type));
  expect([...types]).toEqual(["stream_start", "token", "tool_start", "tool_end", "agent_response", "stream_end"]);
});

test("pages of other origins may call every operation, and read its errors", async () => {
  const shop = openShop();
  const origin = "https://shop.example.com";
  for (const path of ["/api/chat", "/api/v1/products", "/api/oauth/aist/token", "/api/chat/voice"]) {
    const headers = {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const preflight = await shop.send(path, { method: "OPTIONS", headers });
    expect([path, preflight.headers.get("access-control-allow-origin")]).toEqual([path, "*"]);
    const refused = await shop.send(path, { headers: { origin }, json: {} });
    expect([path, refused.headers.get("access-control-allow-origin")]).toEqual([path, "*"]);
  }
});

test("an empty appToken, as the public widget sends it, is no credential", async () => {
  const headers = { ...as.access, appToken: "" };
  expect((await openShop().send("/api/chat", { headers, json: said })).status).toBe(200);
});
