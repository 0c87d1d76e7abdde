/** The vendor's page on embedding the widget: its six steps and its snippet, with another host. */

import { expect, test } from "vitest";
import { demoApp } from "./accounts.ts";
import { createHarness } from "./testing/harness.ts";

const page = { origin: "https://simple-agent-chat.space" };

test("the token endpoint of the customer passes the body on, and the snippet finds the token in it", async () => {
  const harness = createHarness();
  // 1. Your Backend: POST /api/v1/auth/token { appId, appSecret, endUserId }
  const buy = () =>
    harness.fetch("/api/v1/auth/token", {
      json: { appId: demoApp.id, appSecret: demoApp.secret, endUserId: "END_USER_ID" },
    });
  // 2. Return JWT to browser: fetchToken of the snippet is `(await res.json()).data.token`.
  const fetchToken = async () => (await (await buy()).json()).data.token as string;
  const token = await fetchToken();
  expect(token).toMatch(/^eyJ/);

  // 3. Chat via widget, Authorization: Bearer eyJ, streaming response.
  const { body } = await harness.send("/api/v1/tasks", { as: token, json: { message: "Hello" }, headers: page });
  const response = await harness.fetch(`/api/v1/tasks/${body.data.id}/stream`, { as: token, headers: page });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("access-control-allow-origin")).toBe(page.origin);
  const reply = response.text();
  await harness.clock.advance(10_000);
  expect(await reply).toContain("event: done");

  // 4 to 6, about 60 seconds before expiry: the widget continues with a new token, and the old one is good until then.
  await harness.clock.advance(3_600_000 - 60_000 - 10_000);
  const renewed = await fetchToken();
  const look = (as: string) => harness.send(`/api/v1/tasks/${body.data.id}`, { as, headers: page });
  expect([(await look(token)).status, (await look(renewed)).status]).toEqual([200, 200]);
  await harness.clock.advance(60_000);
  // Reactive: on 401 fetchToken once, and once more.
  expect((await look(token)).status).toBe(401);
  expect((await look(renewed)).body.data.output.content).toBeTruthy();
});

test("the script of the snippet is there for every page", async () => {
  const { status, headers } = await createHarness().send("/widget/xyz-chat.js", { headers: { referer: page.origin } });
  expect([status, headers.get("content-type")]).toEqual([200, "application/javascript; charset=utf-8"]);
});
