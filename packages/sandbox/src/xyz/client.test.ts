// biome-ignore-all lint/style/noRestrictedImports: the client is what this test is about, and nothing but the test imports it.
/** The client of the vendor's API, as people install it, against the sandbox. */

import {
  approveToolCall,
  cancelTask,
  createTask,
  createXyz,
  downloadArtifact,
  getHistory,
  getTask,
  listArtifacts,
  listTasks,
  readReply,
  sendMessage,
  streamTask,
} from "@parley/xyz";
import { createToken } from "@parley/xyz/server";
import { expect, test } from "vitest";
import { demoApp, demoKey } from "./accounts.ts";
import { createHarness } from "./testing/harness.ts";

const baseUrl = "http://sandbox.test/xyz";

function setUp() {
  const harness = createHarness();
  const fetch: typeof globalThis.fetch = (input, init) => harness.sandbox.fetch(new Request(input, init));
  const app = { appId: demoApp.id, appSecret: demoApp.secret, endUserId: "user-1" };
  let renewals = 0;
  const fetchToken = () => {
    renewals += 1;
    return createToken({ ...app, baseUrl, fetch, clock: harness.clock });
  };
  const xyz = createXyz({ baseUrl, fetch, clock: harness.clock, fetchToken });
  /** Lets time go by until it is done. */
  async function meanwhile<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false;
    const over = work.finally(() => {
      isOver = true;
    });
    over.catch(() => {});
    while (!isOver) await harness.clock.advance(100);
    return over;
  }
  return { harness, fetch, xyz, meanwhile, renewals: () => renewals };
}

test("a conversation from the token to the second reply", async () => {
  const { xyz, meanwhile } = setUp();
  const { id, status } = await createTask(xyz, { message: "Where is my order 4711?" });
  expect(status).toBe("pending");
  const first = await meanwhile(streamTask(xyz, id).then(readReply));
  expect(first.toolCalls.map(({ toolName }) => toolName)).toEqual(["order_status"]);
  expect(await sendMessage(xyz, id, { message: "What did I say before?" })).toEqual({ status: "running" });
  const second = await meanwhile(streamTask(xyz, id).then(readReply));
  expect(second.text).toContain("Where is my order 4711?");
  expect((await getHistory(xyz, id)).messages).toHaveLength(4);
  const all: string[] = [];
  for await (const task of listTasks(xyz, { limit: 1 })) all.push(task.id);
  expect(all).toEqual([id]);
});

test("the token is renewed before it ends, once, however many ask", async () => {
  const { harness, xyz, renewals } = setUp();
  await Promise.all(Array.from({ length: 10 }, () => listTasks(xyz).next()));
  expect(renewals()).toBe(1);
  await harness.clock.advance(3_600_000 - 50_000);
  await Promise.all(Array.from({ length: 10 }, () => listTasks(xyz).next()));
  expect(renewals()).toBe(2);
});

test("files go up, a tool call is approved, and what the agent made comes down", async () => {
  const { harness, xyz, meanwhile } = setUp();
  const files = [new File(["A lamp is 89 euros."], "prices.txt", { type: "text/plain" })];
  const { id } = await createTask(xyz, { message: "How much is a lamp?", files });
  expect((await meanwhile(streamTask(xyz, id).then(readReply))).text).toContain("89 euros");
  await sendMessage(xyz, id, { message: "/approve" });
  await harness.clock.advance(1_000);
  const { pendingApprovals = [] } = await getTask(xyz, id);
  const callId = pendingApprovals[0]?.callId ?? "";
  expect(await approveToolCall(xyz, id, { callId, outcome: "proceed_once" })).toEqual({ approved: true });
  await meanwhile(streamTask(xyz, id).then(readReply));
  await sendMessage(xyz, id, { message: "/artifact orders.csv" });
  await meanwhile(streamTask(xyz, id).then(readReply));
  expect((await listArtifacts(xyz, id)).map(({ path }) => path)).toEqual([
    "downloads/orders.csv",
    "uploads/prices.txt",
  ]);
  const { blob, name } = await downloadArtifact(xyz, id, { path: "downloads/orders.csv" });
  expect(name).toBe("orders.csv");
  expect(await blob.text()).toMatch(/^number,state,cents\n/);
});

test("a stream that is cut is opened again, and reads as if nothing had happened", async () => {
  const { harness, fetch, meanwhile } = setUp();
  let cuts = 0;
  const cutting: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request);
    if (!request.url.endsWith("/stream") || cuts >= 3) return response;
    cuts += 1;
    return new Response(response.body?.pipeThrough(cutAfter(700)), response);
  };
  const token = await harness.token();
  const xyz = createXyz({ baseUrl, fetch: cutting, clock: harness.clock, token });
  const { id } = await createTask(xyz, { message: "/long" });
  const { text } = await meanwhile(streamTask(xyz, id).then(readReply));
  expect(cuts).toBe(3);
  expect(text).toBe((await getTask(xyz, id)).output?.content);
});

/** Breaks a stream off after some bytes. */
function cutAfter(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let left = bytes;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) controller.error(new TypeError("The connection was cut."));
    },
  });
}

test("a server works with an API key, and cancels", async () => {
  const { harness, fetch } = setUp();
  const xyz = createXyz({ baseUrl, fetch, clock: harness.clock, apiKey: demoKey.key });
  const { id } = await createTask(xyz, { message: "/silence", env: { TENANT_ID: "shop-7" }, secrets: { KEY: "x" } });
  expect(await cancelTask(xyz, id)).toEqual({ message: "Task cancelled" });
  await expect(cancelTask(xyz, id)).rejects.toMatchObject({ status: 409, code: "TASK_FINISHED" });
  await expect(getTask(xyz, "nothing")).rejects.toMatchObject({ status: 404, code: "NOT_FOUND" });
});
