/** Decisions about tool calls: three ways, once, and what is remembered of them. */

import { expect, test } from "vitest";
import { sessionLifetime } from "./new-turn.ts";
import { createHarness, type Harness } from "./testing/harness.ts";

async function pendingOf(harness: Harness, as: string, id: string) {
  await harness.clock.advance(1_000);
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  return body.data;
}

const approve = (harness: Harness, as: string, id: string, callId: string, outcome: string) =>
  harness.send(`/api/v1/tasks/${id}/tools/${callId}/approve`, { as, json: { outcome } });

test.each([
  ["proceed_once", true, ["awaiting_approval", "executing"], "success"],
  ["proceed_always", true, ["awaiting_approval", "executing"], "success"],
  ["cancel", false, ["awaiting_approval"], "cancelled"],
])("%s", async (outcome, approved, statuses, result) => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.create(as, "Please refund order 4712", { autoExecute: false });
  const reading = harness.stream(as, id);
  const { status, pendingApprovals } = await pendingOf(harness, as, id);
  expect([status, pendingApprovals[0].toolName]).toEqual(["awaiting_approval", "refund_order"]);
  const { body } = await approve(harness, as, id, pendingApprovals[0].callId, outcome);
  expect(body).toEqual({ success: true, data: { approved } });
  const events = await reading;
  const calls = events.filter(({ type }) => type === "tool_call").map(({ data }) => "status" in data && data.status);
  expect(calls).toEqual(statuses);
  expect(events.find(({ type }) => type === "tool_result")?.data).toMatchObject({ status: result });
  expect(events.at(-1)?.type).toBe("done");
  const after = await pendingOf(harness, as, id);
  expect([after.status, after.pendingApprovals]).toEqual(["completed", undefined]);
});

test("of twenty who decide at once, one has it", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.create(as, "/approve");
  const { pendingApprovals } = await pendingOf(harness, as, id);
  const { callId } = pendingApprovals[0];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      approve(harness, as, id, callId, index % 2 === 0 ? "proceed_once" : "cancel"),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(404)]);
});

test("what is always allowed is not asked for again until the session ends", async () => {
  const harness = createHarness();
  const as = await harness.token("user-1", { expiresIn: "7d" });
  const id = await harness.create(as, "Please refund order 4712", { autoExecute: false });
  const first = await pendingOf(harness, as, id);
  await approve(harness, as, id, first.pendingApprovals[0].callId, "proceed_always");
  await harness.stream(as, id);
  const ask = () => harness.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "Refund order 4713" } });
  await ask();
  const second = await pendingOf(harness, as, id);
  expect([second.status, second.sessionId]).toEqual(["completed", first.sessionId]);
  await harness.clock.advance(sessionLifetime);
  await ask();
  const third = await pendingOf(harness, as, id);
  expect(third.status).toBe("awaiting_approval");
  expect(third.sessionId).not.toBe(first.sessionId);
  expect((await harness.send(`/api/v1/tasks/${id}/history`, { as })).body.data.messages).toHaveLength(5);
});

test("without autoExecute every tool asks, with it none does", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const asking = await harness.create(as, "Where is my order 4711?", { autoExecute: false });
  expect((await pendingOf(harness, as, asking)).pendingApprovals[0].toolName).toBe("order_status");
  const working = await harness.create(as, "Please refund order 4712");
  expect((await pendingOf(harness, as, working)).status).toBe("completed");
});

test("a cancelled task takes no decision", async () => {
  const harness = createHarness();
  const as = await harness.token();
  const id = await harness.create(as, "/approve");
  const { pendingApprovals } = await pendingOf(harness, as, id);
  await harness.send(`/api/v1/tasks/${id}`, { as, method: "DELETE" });
  expect((await approve(harness, as, id, pendingApprovals[0].callId, "proceed_once")).status).toBe(404);
  const { status, pendingApprovals: left } = await pendingOf(harness, as, id);
  expect([status, left]).toEqual(["cancelled", undefined]);
});
