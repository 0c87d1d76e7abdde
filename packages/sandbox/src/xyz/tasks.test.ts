/** The life of a task. */

import { expect, test } from "vitest";
import { createHarness, type Harness } from "./testing/harness.ts";

async function look(harness: Harness, as: string, id: string) {
  return (await harness.send(`/api/v1/tasks/${id}`, { as })).body.data;
}

test("a task is pending until the agent begins, runs, and is completed", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const { body } = await harness.send("/api/v1/tasks", { as, json: { message: "/markdown" } });
  const { id, status } = body.data;
  expect(status).toBe("pending");
  const pending = await look(harness, as, id);
  expect(pending).toMatchObject({ status: "pending", startedAt: null, completedAt: null });
  expect(pending.output).toBeUndefined();
  await harness.clock.advance(400);
  const running = await look(harness, as, id);
  expect(running).toMatchObject({ status: "running", startedAt: "2026-02-01T12:00:00.000Z", completedAt: null });
  await harness.clock.advance(200);
  const later = await look(harness, as, id);
  expect(later.output.content.startsWith(running.output.content)).toBe(true);
  expect(later.output.content.length).toBeGreaterThan(running.output.content.length);
  await harness.clock.advance(60_000);
  const completed = await look(harness, as, id);
  expect(completed.status).toBe("completed");
  expect(Date.parse(completed.completedAt)).toBeGreaterThan(Date.parse(completed.startedAt));
  const { body: list } = await harness.send("/api/v1/tasks", { as });
  expect(list.data.tasks[0]).toMatchObject({ id, messageCount: 2, lastActivityAt: completed.completedAt });
});

test.each([0, 400])("a task is cancelled after %i milliseconds, once", async (milliseconds) => {
  const harness = createHarness();
  const as = await harness.token();
  const { body } = await harness.send("/api/v1/tasks", { as, json: { message: "/long" } });
  await harness.clock.advance(milliseconds);
  const path = `/api/v1/tasks/${body.data.id}`;
  const answers = await Promise.all(Array.from({ length: 20 }, () => harness.send(path, { as, method: "DELETE" })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  expect(await look(harness, as, body.data.id)).toMatchObject({ status: "cancelled", error: null });
});

test("a task goes on after it was completed, failed or cancelled, one message at a time", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.finish(as, "My order is 4711.");
  const path = `/api/v1/tasks/${id}/messages`;
  const before = await look(harness, as, id);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => harness.send(path, { as, json: { message: `/echo ${index}` } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  expect(answers.find(({ status }) => status === 200)?.body).toEqual({ success: true, data: { status: "running" } });
  expect(await look(harness, as, id)).toMatchObject({ status: "running", completedAt: null });
  await harness.send(`/api/v1/tasks/${id}`, { as, method: "DELETE" });
  await harness.send(path, { as, json: { message: "What did I say before?" } });
  await harness.stream(as, id);
  const after = await look(harness, as, id);
  expect(after).toMatchObject({ status: "completed", message: "My order is 4711.", createdAt: before.createdAt });
  expect(after.output.content).toContain("My order is 4711.");
});

test("a message without text fails the task, and says so", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.finish(as, "  ");
  expect(await look(harness, as, id)).toMatchObject({ status: "failed", error: "There is no message to answer." });
});

test("what a caller adds to a request changes nothing that is not theirs", async () => {
  const harness = createHarness();
  const as = await harness.token("user-1");
  const id = await harness.create(as, "Hello", {
    id: "00000000-0000-4000-8000-000000000000",
    owner: "user app_shop user-2",
    username: "somebody",
    status: "failed",
  });
  expect(await look(harness, as, id)).toMatchObject({ id, username: "user-1" });
});

test("the widget script is a placeholder that says so, and is for every page", async () => {
  const { body, headers } = await createHarness().send("/widget/xyz-chat.js");
  expect(body).toContain("placeholder");
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-type": "application/javascript; charset=utf-8",
    "cache-control": "public, max-age=300",
    "cross-origin-resource-policy": "cross-origin",
  });
});
