/** What the mock adds to Prism: stream selection, bytes, refusals in the contract's own form. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { listApis } from "@parley/contracts/bundle";
import { CommandError } from "@parley/tooling/command";
import { afterAll, describe, expect, test } from "vitest";
import { startMocks } from "./mocks.ts";
import { bodyLimit } from "./server.ts";

const mocks = await startMocks({ only: [], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} });
const address = (api: string) => `http://127.0.0.1:${mocks.servers.get(api)?.port}`;
const chat = { message: "Hello", chatInstanceId: "i", chatModelId: "m" };

afterAll(() => mocks.close());

function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(url, { method: "POST", body: text, headers: { "content-type": "application/json", ...headers } });
}

describe("streams", () => {
  test.each([
    ["by query", `${address("smarttalk")}/api/chat?stream=true`, chat, {}],
    ["by body", `${address("smarttalk")}/api/chat`, { ...chat, stream: true }, {}],
    ["by Accept", `${address("smarttalk")}/api/chat`, chat, { accept: "text/event-stream" }],
    ["by example", `${address("smarttalk")}/api/chat`, chat, { prefer: "example=toolCall" }],
    ["by example in the query", `${address("smarttalk")}/api/chat?__example=toolCall`, chat, {}],
  ])("are selected %s", async (_name, url, body, headers) => {
    const response = await postJson(url, body, headers);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await response.text()).toMatch(/^data: \{"type": ?"stream_start"/);
  });

  test("are not selected where nothing asks for them", async () => {
    const response = await postJson(`${address("smarttalk")}/api/chat`, { ...chat, stream: false });
    expect(response.headers.get("content-type")).toBe("application/json");
  });

  test("are selected by a form field", async () => {
    const form = new FormData();
    form.append("chatInstanceId", "i");
    form.append("chatModelId", "m");
    form.append("stream", "true");
    form.append("audio", new Blob(["RIFF"]), "question.wav");
    const response = await fetch(`${address("smarttalk")}/api/chat/voice`, { method: "POST", body: form });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
  });

  test("keep their transcripts when bodies are generated", async () => {
    const dynamic = await startMocks({
      only: ["chatzy"],
      portBase: 0,
      dynamic: true,
      watch: false,
      pace: 0,
      log: () => {},
    });
    try {
      const base = `http://127.0.0.1:${dynamic.servers.get("chatzy")?.port}`;
      const stream = await fetch(`${base}/get-response?token=t`);
      expect(await stream.text()).toContain("data: close_connection\n\n");
      const opened = await fetch(`${base}/init_conversation?chatbot_id=8a1e3f18-991b-4a2e-9973-f53e7fc94ff1`);
      expect(((await opened.json()) as { data: object }).data).toHaveProperty("conversation_id");
    } finally {
      await dynamic.close();
    }
  });
});

test("binary examples arrive byte for byte", async () => {
  const headers = { authorization: "Bearer t", "x-chat-model-id": "m", "content-type": "application/json" };
  const body = JSON.stringify({ text: "Hello" });
  const url = `${address("smarttalk")}/api/v1/voice/text-to-speech`;
  const response = await fetch(url, { method: "POST", headers, body });
  expect(response.headers.get("content-type")).toBe("audio/wav");
  const file = await readFile(new URL("../../../spec/smarttalk/examples/voice-answer.wav", import.meta.url));
  expect(Buffer.from(await response.arrayBuffer()).equals(file)).toBe(true);
});

describe("refusals", () => {
  const url = `${address("chatzy")}/ai_agent/get_access_token`;

  test("malformed JSON gets the contract's own 400", async () => {
    const response = await postJson(url, '{"user_id": ');
    expect([response.status, await response.json()]).toEqual([400, { message: expect.any(String) }]);
  });

  test("a body over the limit gets the contract's own 413", async () => {
    const response = await postJson(url, `"${"x".repeat(bodyLimit)}"`);
    expect([response.status, await response.json()]).toEqual([413, { message: expect.any(String) }]);
  });

  test("violations are named in sl-violations", async () => {
    const response = await postJson(url, { user_id: "u", client_api_key: "k" });
    expect(response.status).toBe(400);
    expect(response.headers.get("sl-violations")).toContain("chatbot_id");
  });

  test("a wrong method gets the methods that are right", async () => {
    const response = await fetch(url, { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

test("HEAD answers like GET without a body", async () => {
  const response = await fetch(`${address("chatzy")}/get-response?token=t`, { method: "HEAD" });
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    200,
    "text/event-stream",
    "",
  ]);
});

test("a browser of any origin may call", async () => {
  const preflight = await fetch(`${address("chatzy")}/get_inference`, {
    method: "OPTIONS",
    headers: {
      origin: "http://app.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    },
  });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    "access-control-allow-origin": "http://app.example",
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": "content-type",
  });
});

describe("startMocks", () => {
  test("names a contract that does not exist, and those that do", async () => {
    const names = (await listApis()).join(", ");
    const start = startMocks({ only: ["nope"], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} });
    await expect(start).rejects.toThrow(new CommandError(`Unknown contract "nope"; there are ${names}.`));
  });

  test("names a port that is taken, and the option to change it", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo; // a listening TCP server has one
    try {
      const start = startMocks({
        only: ["chatzy"],
        portBase: port - 11,
        dynamic: false,
        watch: false,
        pace: 0,
        log: () => {},
      });
      await expect(start).rejects.toThrow(
        new CommandError(`Port ${port} (chatzy) is taken; choose other ports with --port-base <number>.`),
      );
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});
