/** XYZ AI on a port: real connections, that come and go. */

import { createManualClock } from "@parley/clock/manual";
import { afterEach, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../hosts/node/index.ts";
import { demoKey, otherApps } from "./accounts.ts";
import { xyz } from "./index.ts";
import { readEvents, start } from "./testing/harness.ts";

const clock = createManualClock(start);
const headers = { authorization: `Bearer ${demoKey.key}` };
let running: RunningSandbox | undefined;
afterEach(async () => running?.close());

async function begin() {
  const errors: unknown[] = [];
  running = await startSandbox({
    platforms: [xyz],
    port: 0,
    clock,
    pacing: "fast",
    responses: "throw",
    onError: (error) => void errors.push(error),
  });
  return { url: `${running.url}/xyz/api/v1/tasks`, errors };
}

async function create(url: string, message: string): Promise<string> {
  const form = new FormData();
  form.append("message", message);
  form.append("files", new File(["A lamp is 89 euros."], "prices.txt"));
  const { data } = await (await fetch(url, { method: "POST", headers, body: form })).json();
  return `${url}/${data.id}`;
}

test("readers come and go, and the task goes on", async () => {
  const { url, errors } = await begin();
  const task = await create(url, "/markdown");
  const leave = new AbortController();
  const left = await fetch(`${task}/stream`, { headers, signal: leave.signal });
  const stayed = await fetch(`${task}/stream`, { headers });
  await left.body?.getReader().read();
  leave.abort();
  const text = stayed.text();
  let isOver = false;
  text.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(200);
  expect(readEvents(await text).at(-1)?.type).toBe("done");
  const { data } = await (await fetch(task, { headers })).json();
  expect(data.status).toBe("completed");
  const again = readEvents(await (await fetch(`${task}/stream`, { headers })).text());
  expect(again.at(-1)).toEqual({ type: "history_done", data: { messageCount: 2, isStreaming: false } });
  expect(errors).toEqual([]);
});

test("a page of the sandbox itself may use a token", async () => {
  const { url } = await begin();
  const { id: appId, secret: appSecret } = otherApps.serverOnly;
  const body = JSON.stringify({ appId, appSecret, endUserId: "user-1" });
  const bought = await fetch(new URL("/xyz/api/v1/auth/token", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const authorization = `Bearer ${(await bought.json()).data.token}`;
  const statusFor = async (origin: string) => (await fetch(url, { headers: { authorization, origin } })).status;
  expect([await statusFor(new URL(url).origin), await statusFor("http://127.0.0.1:1")]).toEqual([200, 403]);
});
