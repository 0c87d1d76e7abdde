/** The same conversation on every store: in memory, in a file, and where all work is done twice. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createMemoryStore, type WorldStore } from "../core/world/index.ts";
import { repeatEach } from "../core/world/testing/repeat-each.ts";
import { openSqliteStore } from "../hosts/node/index.ts";
import { createHarness } from "./testing/harness.ts";

const folder = await mkdtemp(join(tmpdir(), "parley-xyz-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a caller is told from the first message to the last. */
async function converse(store: WorldStore): Promise<readonly unknown[]> {
  const harness = createHarness({ store });
  const as = await harness.token("user-1", { secrets: { API_KEY: "partner-key" } });
  const told: unknown[] = [];
  const id = await harness.create(as, "/approve");
  await harness.rest(as, id);
  const { body: waiting } = await harness.send(`/api/v1/tasks/${id}`, { as });
  const { callId } = waiting.data.pendingApprovals[0];
  const path = `/api/v1/tasks/${id}/tools/${callId}/approve`;
  const decisions = await Promise.all(
    Array.from({ length: 20 }, () => harness.send(path, { as, json: { outcome: "proceed_always" } })),
  );
  told.push(waiting, decisions.map(({ status }) => status).sort());
  await harness.rest(as, id);
  const form = new FormData();
  form.append("message", "/artifact");
  form.append("files", new File(["Prices"], "prices.txt", { type: "text/plain" }));
  const headers = { "x-parley-pacing": "instant" };
  told.push((await harness.send(`/api/v1/tasks/${id}/messages`, { as, form, headers })).body);
  await harness.rest(as, id);
  told.push(await harness.stream(as, id));
  for (const rest of ["", "/history", "/artifacts"]) {
    told.push((await harness.send(`/api/v1/tasks/${id}${rest}`, { as })).body);
  }
  expect(harness.errors).toEqual([]);
  await harness.sandbox.close();
  return told;
}

test("a file and a store that does all work twice tell the same as the memory", async () => {
  const inMemory = await converse(createMemoryStore());
  expect(inMemory[1]).toEqual([200, ...Array<number>(19).fill(404)]);
  expect(await converse(repeatEach(createMemoryStore()))).toEqual(inMemory);
  const sqlite = openSqliteStore(join(folder, "worlds.sqlite"));
  expect(await converse(sqlite)).toEqual(inMemory);
  await sqlite.close();
});

test("a task whose process is gone has failed when the store is opened again, and goes on with the next message", async () => {
  const store = createMemoryStore();
  const first = createHarness({ store });
  const as = await first.token();
  const id = await first.create(as, "/silence");
  // The first process is never heard of again.
  const second = createHarness({ store });
  expect((await second.send(`/api/v1/tasks/${id}`, { as })).body.data.completedAt).toBeNull();
  await second.sandbox.runs.recover();
  const { body } = await second.send(`/api/v1/tasks/${id}`, { as });
  expect(body.data).toMatchObject({ status: "failed", error: expect.stringContaining("Ask again") });
  await second.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "Hello" } });
  expect((await second.stream(as, id)).at(-1)?.type).toBe("done");
  await first.sandbox.close();
});
