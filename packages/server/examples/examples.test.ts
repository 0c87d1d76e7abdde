/** The examples answer as their contracts say. */

import { expect, test } from "vitest";
import { fetch as chatzy } from "./chatzy.ts";
import { fetch as smallest } from "./smallest.ts";
import { fetch as smarttalk } from "./smarttalk.ts";
import { fetch as xyz } from "./xyz.ts";

const json = { "content-type": "application/json" };
const id = "3fa1d79c-79d5-48b0-abcc-65ab4cd0073a";

function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`https://example.test${path}`, {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });
}

async function read(response: Response): Promise<unknown[]> {
  return [response.status, await response.json()];
}

test("the smallest one gives a token", async () => {
  const body = { user_email_id: "ada@example.com", password: "p" };
  const data = { idToken: "ada@example.com", expiryAt: 0 };
  expect(await read(await smallest(post("/get_id_token", body)))).toEqual([200, { data }]);
});

test.each([
  [
    { user_id: "ada", chatbot_id: id, client_api_key: "demo" },
    200,
    {
      data: {
        access_token: "access-ada",
        refresh_token: "refresh-ada",
        access_token_expires_at: expect.any(Number),
        refresh_token_expires_at: expect.any(Number),
      },
    },
  ],
  [{ user_id: "ada", chatbot_id: id, client_api_key: "other" }, 401, { message: "Unknown key" }],
  [
    { user_id: "", chatbot_id: 7 },
    400,
    {
      message:
        "body /client_api_key is missing; body /user_id must NOT have fewer than 1 characters, is string; body /chatbot_id must be string, is integer",
    },
  ],
])("Chatzy AI gives tokens for %j: %d", async (body, status, expected) => {
  expect(await read(await chatzy(post("/ai_agent/get_access_token", body)))).toEqual([status, expected]);
});

test("XYZ AI streams a task to its owner", async () => {
  const stream = (task: string, headers: Record<string, string>) =>
    xyz(new Request(`https://example.test/api/v1/tasks/${task}/stream`, { headers }));
  const mine = await stream("task-1", { authorization: "Bearer demo" });
  expect([mine.status, await mine.text()]).toEqual([
    200,
    'event: history_done\ndata: {"messageCount":0,"isStreaming":true}\n\n' +
      'event: content\ndata: {"text":"The sum","isPartial":true}\n\n' +
      'event: content\ndata: {"text":" is 42.","isPartial":true}\n\n' +
      'event: done\ndata: {"finalResponse":"The sum is 42."}\n\n',
  ]);
  expect(await read(await stream("task-2", { "x-api-key": "demo" }))).toEqual([
    404,
    { success: false, error: { code: "NOT_FOUND", message: "Task not found" } },
  ]);
  expect(await read(await stream("task-1", {}))).toEqual([
    401,
    { success: false, error: { code: "UNAUTHENTICATED", message: "A credential is needed" } },
  ]);
});

test("AI SmartTalk answers as JSON and as events, whoever asks", async () => {
  const body = { message: "Hi", chatInstanceId: "chat-1", chatModelId: "model-1" };
  expect(await read(await smarttalk(post("/api/chat", body)))).toEqual([
    200,
    { message: { id: "message-1", text: "Hello. You said: Hi" } },
  ]);
  const events = await smarttalk(
    post("/api/chat", { ...body, stream: true, includeTokens: false }, { authorization: "Bearer demo" }),
  );
  expect(await events.text()).toBe(
    'data: {"type":"stream_start"}\n\n' +
      'data: {"type":"agent_response","text":"Welcome back. You said: Hi"}\n\n' +
      'data: {"type":"stream_end"}\n\n',
  );
  expect(await read(await smarttalk(post("/api/chat", body, { authorization: "Bearer bad" })))).toEqual([
    401,
    { status: 401, message: "The credential is not valid" },
  ]);
});
