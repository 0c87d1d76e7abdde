/** Every function against the mock that is made from the contract. */

import { type RunningMock, startMock } from "@parley/tooling/mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAll, transcripts } from "./__fixtures__/platform.ts";
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
  listTasksPage,
  readReply,
  sendMessage,
  streamTask,
  unwrap,
  type Xyz,
  type XyzOptions,
} from "./index.ts";
import { createToken, createTokenEndpoint } from "./server.ts";

const id = "c37c1d78-4d23-4e53-949a-ddd775f25e01";
const app = { appId: "app_shop", appSecret: "secret-of-the-shop-app" };

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("xyz");
});

afterAll(() => mock.stop());

/** A client that is answered with the named example of the contract. */
function client(example?: string, options: XyzOptions = { apiKey: "xyz_1" }): Xyz {
  const headers: Record<string, string> = example === undefined ? {} : { prefer: example };
  return createXyz({ baseUrl: mock.baseUrl, retry: { maxRetries: 0 }, headers, ...options });
}

describe("tasks", () => {
  test("createTask, as JSON", async () => {
    const variables = { env: { TENANT_ID: "shop-7" }, secrets: { API_KEY: "key-of-the-shop" } };
    const settings = { systemPrompt: null, showInHistory: true, autoExecute: false, ...variables };
    expect(await createTask(client(), { message: "Hi", ...settings })).toEqual({ id, status: "pending" });
  });

  test("createTask, with files", async () => {
    const files = [new File(["region,amount\n"], "sales.csv"), new Blob(["x"])];
    const settings = { systemPrompt: "Be brief.", showInHistory: false, autoExecute: true };
    expect(await createTask(client(), { message: "Hi", ...settings, files })).toEqual({ id, status: "pending" });
  });

  test("getTask", async () => {
    const { status, output } = await getTask(client("example=running"), id);
    expect([status, typeof output?.content]).toEqual(["running", "string"]);
  });

  test("getTask, with tool calls that wait", async () => {
    const { pendingApprovals = [] } = await getTask(client("example=awaitingApproval"), id);
    expect(pendingApprovals.map(({ callId, toolName }) => [callId, toolName])).toEqual([["call_abc123", "write_file"]]);
  });

  test("listTasksPage", async () => {
    const { tasks, pagination } = await listTasksPage(client("example=page"), { limit: 1, offset: 3 });
    expect([tasks.length, pagination.hasMore]).toEqual([1, true]);
  });

  test("listTasks", async () => {
    const messages: string[] = [];
    for await (const { message } of listTasks(client())) messages.push(message);
    expect(messages).toEqual([
      "Write the price list to downloads/prices.md.",
      "Add up uploads/sales.csv by region and save the result as downloads/output.csv.",
      "How do I add the chat widget to my shop?",
    ]);
  });

  test("cancelTask", async () => {
    expect(await cancelTask(client(), id)).toEqual({ message: "Task cancelled" });
    await expect(cancelTask(client("code=409"), id)).rejects.toMatchObject({
      name: "ConflictError",
      code: "TASK_FINISHED",
    });
  });
});

describe("messages", () => {
  test("sendMessage, as JSON and with files", async () => {
    expect(await sendMessage(client(), id, { message: "And now?" })).toEqual({ status: "running" });
    const files = [new File(["x"], "sales.zip")];
    expect(await sendMessage(client(), id, { message: "And now?", files })).toEqual({ status: "running" });
  });

  test("getHistory", async () => {
    const { messages } = await getHistory(client("example=withTools"), id);
    expect(messages.map(({ role, toolCalls }) => [role, toolCalls?.length])).toEqual([
      ["user", undefined],
      ["assistant", 2],
    ]);
  });

  test.each([
    ["proceed_once", "ok", true],
    ["proceed_always", "ok", true],
    ["cancel", "rejected", false],
  ] as const)("approveToolCall with %s", async (outcome, example, approved) => {
    const xyz = client(`example=${example}`);
    expect(await approveToolCall(xyz, id, { callId: "call_abc123", outcome })).toEqual({ approved });
  });
});

describe("artifacts", () => {
  test("listArtifacts", async () => {
    const files = await listArtifacts(client(), id);
    expect(files.map(({ path }) => path)).toContain("downloads/output.csv");
  });

  test("downloadArtifact gives text as bytes, too", async () => {
    const { blob, name } = await downloadArtifact(client(), id, { path: "downloads/output.csv" });
    expect([name, blob.type, await blob.text()]).toEqual([
      "output.csv",
      "text/csv",
      "region,total\nNorth,13330.75\nSouth,10955.75\nWest,6319.40\n",
    ]);
  });

  test("downloadArtifact of a picture", async () => {
    const headers = { accept: "image/png" };
    const { blob } = await downloadArtifact(client(), id, { path: "downloads/chart.png", headers });
    expect([...new Uint8Array(await blob.arrayBuffer()).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  test("downloadArtifact of no file", async () => {
    const download = downloadArtifact(client("code=404"), id, { path: "downloads/none.csv" });
    await expect(download).rejects.toMatchObject({ name: "NotFoundError", code: "NOT_FOUND" });
  });
});

describe("streams", () => {
  const endings: Readonly<Record<string, string>> = { errorMidStream: "INTERNAL_ERROR", cancelled: "stream_failed" };

  test.each([...transcripts.keys()])("streamTask reads the transcript %s", async (name) => {
    const { events, code } = await readAll(await streamTask(client(`example=${name}`), id));
    expect(code).toBe(endings[name]);
    const wire = [...(transcripts.get(name) ?? "").matchAll(/^event: (?!error$)(.+)\ndata: (.+)$/gm)];
    expect(events).toEqual(wire.map(([, type, data = ""]) => ({ type, data: JSON.parse(data) })));
  });

  test("readReply", async () => {
    const { text, toolCalls, thoughts } = await readReply(await streamTask(client("example=toolCall"), id));
    expect(text).toMatch(/^I added up the nine rows/);
    expect(toolCalls.map(({ callId, status }) => [callId, status])).toEqual([
      ["call_123", "success"],
      ["call_456", "success"],
    ]);
    expect(thoughts.length).toBe(1);
  });
});

describe("raw operations", () => {
  const params = { path: { id } };
  test("with the names of openapi-fetch", async () => {
    const { data } = await unwrap(client().GET("/api/v1/tasks/{id}", { params }));
    expect(data.id).toBe(id);
    const { error, response } = await client("code=404").GET("/api/v1/tasks/{id}", { params });
    expect([response.status, error?.error.code]).toEqual([404, "NOT_FOUND"]);
  });

  test("that no function has", async () => {
    expect(await unwrap(client().GET("/widget/xyz-chat.js", { parseAs: "text" }))).toContain("XYZChat");
  });
});

describe("credentials", () => {
  test.each<[name: string, options: XyzOptions]>([
    ["a token", { token: "eyJ0.e30.c2ln" }],
    ["fetchToken", { fetchToken: async () => "eyJ0.e30.c2ln" }],
    ["an API key", { apiKey: "xyz_1" }],
    ["an API key in its own header", { credentials: { apiKeyHeader: "xyz_1" } }],
  ])("%s is taken", async (_name, options) => {
    expect((await getTask(client(undefined, options), id)).id).toBe(id);
  });

  test.each<[name: string, options: XyzOptions, code: string]>([
    ["none", {}, "no_credentials"],
    ["an empty key", { apiKey: "" }, "empty_credential"],
    ["an empty token", { token: "" }, "empty_credential"],
  ])("%s fails at once", (_name, options, code) => {
    expect(() => client(undefined, options)).toThrow(expect.objectContaining({ name: "UsageError", code }));
  });
});

describe("the server side", () => {
  test("createToken", async () => {
    const settings = { expiresIn: "7d", env: { TENANT_ID: "shop-7" }, secrets: { API_KEY: "key-of-the-shop" } };
    const { token, expiresAt } = await createToken({
      ...app,
      endUserId: "user-42",
      ...settings,
      baseUrl: mock.baseUrl,
    });
    expect(token).toMatch(/^eyJ/);
    expect(Number.isNaN(Date.parse(expiresAt))).toBe(false);
  });

  test("createTokenEndpoint", async () => {
    const endpoint = createTokenEndpoint({ ...app, baseUrl: mock.baseUrl, getEndUserId: () => "user-42" });
    const response = await endpoint(new Request("https://shop.example/api/chat-token", { method: "POST" }));
    expect([response.status, await response.json()]).toEqual([
      200,
      { success: true, data: { token: expect.stringMatching(/^eyJ/), expiresAt: expect.any(String) } },
    ]);
  });
});
