/** Worlds that know nothing of each other, seeds, and the same bytes for the same requests. */

import { expect, test } from "vitest";
import { demoApp, demoKey } from "./accounts.ts";
import { createHarness, type Harness } from "./testing/harness.ts";

test("two worlds never see each other's tasks, and a token belongs to its own", async () => {
  const harness = createHarness();
  const [one, two] = [{ "x-parley-world": "one" }, { "x-parley-world": "two" }];
  const as = await harness.token("user-1", {}, one);
  const { body } = await harness.send("/api/v1/tasks", { as, json: { message: "Hello" } });
  const { id } = body.data;
  // The token says where it belongs.
  expect((await harness.send(`/api/v1/tasks/${id}`, { as })).status).toBe(200);
  expect((await harness.send(`/api/v1/tasks/${id}`, { as, headers: one })).status).toBe(200);
  const foreign = await harness.send(`/api/v1/tasks/${id}`, { as, headers: two });
  expect(foreign.body.error.code).toBe("INVALID_TOKEN");
  const other = await harness.token("user-1", {}, two);
  expect((await harness.send(`/api/v1/tasks/${id}`, { as: other, headers: two })).status).toBe(404);
});

test("the host names a world too", async () => {
  const harness = createHarness();
  const request = (world: string) =>
    harness.sandbox.fetch(
      new Request(`http://${world}.localhost/xyz/api/v1/tasks`, {
        headers: { authorization: `Bearer ${demoKey.key}` },
      }),
    );
  expect((await request("one")).status).toBe(200);
  expect(await harness.sandbox.worlds.list()).toEqual(["one"]);
});

/** A conversation, with all that its caller is told. */
async function converse(harness: Harness, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const told: string[] = [];
  const hear = async (response: Response) => {
    const text = await response.text();
    told.push(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    return text;
  };
  const { id: appId, secret: appSecret } = demoApp;
  const pace = { ...headers, "x-parley-pacing": "instant" };
  const json = { appId, appSecret, endUserId: "user-1", secrets: { API_KEY: "partner-key" } };
  const { data } = JSON.parse(await hear(await harness.fetch("/api/v1/auth/token", { json, headers })));
  const as = data.token as string;
  for (const message of ["Where is my order 4711?", "/secret", "/artifact", "/approve"]) {
    const created = await hear(await harness.fetch("/api/v1/tasks", { as, json: { message }, headers: pace }));
    const { id } = JSON.parse(created).data;
    await harness.rest(as, id, headers);
    const { data: task } = JSON.parse(await hear(await harness.fetch(`/api/v1/tasks/${id}`, { as, headers })));
    for (const { callId } of task.pendingApprovals ?? []) {
      const path = `/api/v1/tasks/${id}/tools/${callId}/approve`;
      await hear(await harness.fetch(path, { as, json: { outcome: "proceed_once" }, headers }));
      await harness.rest(as, id, headers);
    }
    await harness.clock.advance(1_000);
    await hear(await harness.fetch(`/api/v1/tasks/${id}/stream`, { as, headers }));
    await hear(await harness.fetch(`/api/v1/tasks/${id}/artifacts`, { as, headers }));
  }
  await hear(await harness.fetch("/api/v1/tasks", { as, headers }));
  return told.join("\n");
}

test("the same requests give the same bytes, and another chance gives others", async () => {
  const first = await converse(createHarness());
  for (let count = 0; count < 5; count += 1) expect(await converse(createHarness())).toBe(first);
  expect(await converse(createHarness({ chance: "another" }))).not.toBe(first);
});

test("fifty who work at once, each in a world of their own, each get the bytes that one alone gets", async () => {
  const requestId = /\["x-request-id","[^"]*"\],?/g;
  async function work(worlds: readonly string[]): Promise<readonly string[]> {
    const harness = createHarness();
    for (const world of worlds) await harness.sandbox.worlds.create(world, { chance: "the same" });
    const begin = async (world: string, message: string) => {
      const headers = { "x-parley-world": world };
      const as = await harness.token("user-1", {}, headers);
      const { body } = await harness.send("/api/v1/tasks", { as, json: { message }, headers });
      const stream = await harness.fetch(`/api/v1/tasks/${body.data.id}/stream`, { as, headers });
      return { as, id: body.data.id as string, headers, heads: [...stream.headers], text: stream.text() };
    };
    const told = new Map(worlds.map((world) => [world, ""]));
    for (const message of ["Hello", "/tool"]) {
      const begun = await Promise.all(worlds.map((world) => begin(world, message)));
      await harness.clock.advance(30_000);
      for (const { as, id, headers, heads, text } of begun) {
        const { body } = await harness.send(`/api/v1/tasks/${id}`, { as, headers });
        const world = headers["x-parley-world"];
        const heard = JSON.stringify([as, heads, await text, body]).replace(requestId, "");
        told.set(world, `${told.get(world)}${heard}`);
      }
    }
    for (const [index, world] of worlds.entries()) {
      const headers = { "x-parley-world": world };
      const { body } = await harness.send("/api/v1/tasks", { as: await harness.token("user-1", {}, headers), headers });
      expect([index, body.data.pagination.total]).toEqual([index, 2]);
    }
    return [...told.values()];
  }
  const [alone] = await work(["worker"]);
  const together = await work(Array.from({ length: 50 }, (_, index) => `worker-${index}`));
  expect(new Set(together)).toEqual(new Set([alone]));
});

test("the demo world has what the contract shows", async () => {
  const harness = createHarness();
  const as = await harness.token("user-42");
  const { body } = await harness.send("/api/v1/tasks", { as });
  expect(body.data.pagination).toEqual({ total: 2, limit: 50, offset: 0, hasMore: false });
  expect(body.data.tasks[1]).toMatchObject({
    id: "c37c1d78-4d23-4e53-949a-ddd775f25e01",
    conversationId: "1769442659997-70avfyadp",
    status: "completed",
    messageCount: 4,
  });
  const sales = "/api/v1/tasks/1f6c2a90-4b7e-4d35-8c21-7e0d9a5b3f44";
  const { body: task } = await harness.send(sales, { as });
  expect(task.data.output.toolCalls).toHaveLength(2);
  const file = await harness.send(`${sales}/artifacts/download?path=downloads/output.csv`, { as });
  expect(file.body).toBe("region,total\nNorth,13330.75\nSouth,10955.75\nWest,6319.40\n");
  const failed = await harness.send("/api/v1/tasks/e40b7d6c-2f18-4a9e-8b53-60d7c9f1a2e5", { as: demoKey.key });
  expect(failed.body.data).toMatchObject({
    status: "failed",
    apiKeyId: "82344182-b81e-4f9a-8e7f-c14d8324caac",
    username: "testuser",
    error: "The model did not answer in time.",
  });
  expect(failed.body.data.output).toBeUndefined();
});

test.each([
  ["empty", 0],
  ["returning-visitor", 1],
  ["long-history", 120],
] as const)("the seed %s has %i tasks of the visitor", async (seed, total) => {
  const harness = createHarness({ seed });
  const as = await harness.token("user-42");
  const { body } = await harness.send("/api/v1/tasks", { as });
  expect(body.data.pagination).toEqual({ total, limit: 50, offset: 0, hasMore: total > 50 });
});

test("a visitor who comes back goes on where the conversation was", async () => {
  const harness = createHarness({ seed: "returning-visitor" });
  const as = await harness.token("user-42");
  const path = "/api/v1/tasks/c37c1d78-4d23-4e53-949a-ddd775f25e01";
  await harness.send(`${path}/messages`, { as, json: { message: "What did I say before?" } });
  const events = await harness.stream(as, "c37c1d78-4d23-4e53-949a-ddd775f25e01");
  expect(events.at(-1)).toMatchObject({
    type: "done",
    data: { finalResponse: expect.stringContaining("How do I add the chat widget to my shop?") },
  });
});

test("pages of a long list have each task once, the newest first", async () => {
  const harness = createHarness({ seed: "long-history" });
  const as = await harness.token("user-42");
  const ids: string[] = [];
  for (let offset = 0, hasMore = true; hasMore; offset += 50) {
    const { body } = await harness.send(`/api/v1/tasks?offset=${offset}`, { as });
    ids.push(...body.data.tasks.map(({ id }: { id: string }) => id));
    hasMore = body.data.pagination.hasMore;
  }
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
  expect(ids).toHaveLength(120);
  const beyond = await harness.send("/api/v1/tasks?offset=1000", { as });
  expect(beyond.body.data).toEqual({
    tasks: [],
    pagination: { total: 120, limit: 50, offset: 1_000, hasMore: false },
  });
  const { body } = await harness.send(`/api/v1/tasks/${ids[0]}/history`, { as });
  expect(body.data.messages).toHaveLength(120);
});

test("a world that was written down and read again goes on as it was", async () => {
  const harness = createHarness();
  const as = await harness.token("user-1");
  const id = await harness.finish(as, "/artifact");
  const document = JSON.parse(JSON.stringify(await harness.sandbox.worlds.exportWorld("default")));
  const other = createHarness();
  await other.sandbox.worlds.importWorld(document);
  const path = `/api/v1/tasks/${id}/history`;
  expect((await other.send(path, { as })).body).toEqual((await harness.send(path, { as })).body);
  const file = `/api/v1/tasks/${id}/artifacts/download?path=downloads/orders.csv`;
  expect((await other.send(file, { as })).body).toEqual((await harness.send(file, { as })).body);
});
