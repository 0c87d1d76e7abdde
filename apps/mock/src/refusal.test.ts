/** The mock says why it refuses: in the contract's own form, with field and rule. */

import { createManualClock } from "@parley/clock/manual";
import { specFolder } from "@parley/contracts/bundle";
import { listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { afterAll, describe, expect, test } from "vitest";
import { loadMock } from "./load-mock.ts";
import { startMocks } from "./mocks.ts";
import { refuse } from "./refusal.ts";
import { serveMock } from "./server.ts";
import { usage } from "./usage.mjs";

const lines: string[] = [];
const mocks = await startMocks({
  ...{ only: [], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} },
  logRequest: (line) => lines.push(line),
});
afterAll(() => mocks.close());

/** What the mock answers, and the line that it prints. */
async function ask(
  api: string,
  method: string,
  target: string,
  body?: NonNullable<RequestInit["body"]>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`http://127.0.0.1:${mocks.servers.get(api)?.port}${target}`, {
    method,
    headers: { ...(typeof body === "string" && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, body: (await response.json()) as unknown, line: lines.at(-1) };
}

const bearer = { authorization: "Bearer t" };
const conversation = "51de6a36-5532-49c2-888e-46754ce102ba";

describe("a violation is named with field and rule", () => {
  test.each([
    [
      "missing members and a wrong type",
      ["chatzy", "POST", "/get_inference", `{"chatbot_id":"${conversation}","messages":{"role":"user","content":5}}`],
      400,
      { message: "conversation_id: is required; messages.content: must be a string" },
    ],
    [
      "a query parameter, with the code of the contract",
      ["xyz", "GET", "/api/v1/tasks?limit=many", undefined, bearer],
      400,
      { success: false, error: { message: "limit (query): must be an integer", code: "VALIDATION_ERROR" } },
    ],
    [
      "a field that has an example of its own, whose code fits",
      ["xyz", "POST", "/api/v1/auth/token", '{"appId":"a","appSecret":"s"}'],
      400,
      { success: false, error: { message: "endUserId: is required", code: "MISSING_END_USER_ID" } },
    ],
    [
      "an enumeration",
      ["xyz", "POST", "/api/v1/tasks/t/tools/c/approve", '{"outcome":"perhaps"}', bearer],
      400,
      {
        success: false,
        error: {
          message: 'outcome: must be one of "proceed_once", "proceed_always", "cancel"',
          code: "VALIDATION_ERROR",
        },
      },
    ],
    [
      "a missing credential",
      ["xyz", "GET", "/api/v1/tasks"],
      401,
      {
        success: false,
        error: {
          message: expect.stringMatching(
            /^Authorization \(header\): a credential is missing; send Authorization: Bearer/,
          ),
          code: "AUTH_REQUIRED",
        },
      },
    ],
    [
      "a content type",
      ["chatzy", "POST", "/get_inference", "hello", { "content-type": "text/plain" }],
      415,
      { message: "Content-Type (header): must be application/json" },
    ],
    [
      "a field of a form",
      ["smarttalk", "POST", "/api/chat/voice", form({ chatInstanceId: "i", chatModelId: "m" })],
      400,
      expect.objectContaining({ message: "audio: is required" }),
    ],
    [
      "malformed JSON, without a word of it",
      ["chatzy", "POST", "/get_inference", '{"client_api_key": "hush" "x"}'],
      400,
      { message: expect.stringMatching(/^body: is not valid JSON: line 1 column \d+$/) },
    ],
  ] as const)("%s", async (_name, [api, method, target, body, headers], status, expected) => {
    const answer = await ask(api, method, target, body, headers);
    expect([answer.status, answer.body]).toEqual([status, expected]);
  });
});

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe("outside of the contract's forms, problem details list what is wrong", () => {
  test.each([
    ["an unknown path", "GET", "/nowhere", 404, { field: "/nowhere", rule: "path" }],
    ["a wrong method", "DELETE", "/get_inference", 405, { field: "DELETE", rule: "method", detail: "must be POST" }],
    [
      "a status that is not documented",
      "GET",
      "/get-response?token=t&__code=418",
      404,
      { field: "Prefer: code", detail: "must be one of 200, 401, 429, 500" },
    ],
    [
      "an example that is not there",
      "GET",
      "/get-response?token=t&__example=nope",
      404,
      { field: "Prefer: example", detail: expect.stringMatching(/^must be one of ok, .*toolCall/) },
    ],
    ["a preference that is none", "GET", "/get-response?token=t&__code=abc", 422, { field: "Prefer" }],
  ])("%s", async (_name, method, target, status, error) => {
    const answer = await ask("chatzy", method, target);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      type: "about:blank",
      status,
      detail: expect.any(String),
      errors: [expect.objectContaining(error)],
    });
  });

  test("a media type that the operation does not have", async () => {
    const answer = await ask("chatzy", "GET", "/get-response?token=t", undefined, { accept: "image/png" });
    expect(answer).toMatchObject({ status: 406, body: { errors: [{ detail: "must allow text/event-stream" }] } });
  });
});

describe("text that is none is refused with the operation's own 400", () => {
  const message = { role: "user", content: "Hi" };
  const inference = { chatbot_id: conversation, conversation_id: conversation, messages: message };
  const bytes = Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  const json = { "content-type": "application/json" };

  test.each([
    [
      "NUL in a JSON body",
      "/get_inference",
      JSON.stringify({ ...inference, messages: { ...message, content: "a\0b" } }),
      json,
      "messages.content: must not contain NUL (U+0000)",
    ],
    ["NUL in a name", "/get_inference", '{"a\\u0000b": 1}', json, "a\\u0000b: must not contain NUL (U+0000)"],
    [
      "half of a surrogate pair",
      "/get_inference",
      '{"messages":[{"content":"\\ud83d"}]}',
      json,
      "messages[0].content: must not contain half of a surrogate pair",
    ],
    ["the other half", "/get_inference", '{"x":"\\ude00 a"}', json, "x: must not contain half of a surrogate pair"],
    ["bytes that are no UTF-8", "/get_inference", bytes, json, "body: must be UTF-8"],
    [
      "NUL in the query",
      "/init_conversation?chatbot_id=%00",
      undefined,
      {},
      "chatbot_id (query): must not contain NUL (U+0000)",
    ],
    [
      "a surrogate in the query",
      "/init_conversation?chatbot_id=%ED%A0%80",
      undefined,
      {},
      "chatbot_id (query): must be percent-encoded UTF-8",
    ],
    [
      "broken percent-encoding in the query",
      "/init_conversation?chatbot_id=%E0%A4%A",
      undefined,
      {},
      "chatbot_id (query): must be percent-encoded UTF-8",
    ],
    [
      "broken percent-encoding in a name",
      "/init_conversation?%zz=1",
      undefined,
      {},
      "query (query): must be percent-encoded UTF-8",
    ],
  ] as const)("%s", async (_name, target, body, headers, sentence) => {
    const answer = await ask("chatzy", body === undefined ? "GET" : "POST", target, body, headers);
    expect([answer.status, answer.body]).toEqual([400, { message: sentence }]);
  });

  test.each([
    ["NUL", "%00", "must not contain NUL (U+0000)"],
    ["broken percent-encoding", "%E0%A4%A", "must be percent-encoded UTF-8"],
    ["bytes that are no UTF-8", "%FF", "must be percent-encoded UTF-8"],
  ])("%s in the path, also where the operation documents no 400", async (_name, id, detail) => {
    const answer = await ask("xyz", "GET", `/api/v1/tasks/${id}`, undefined, bearer);
    expect([answer.status, answer.body]).toEqual([
      400,
      { success: false, error: { message: `id: ${detail}`, code: "VALIDATION_ERROR" } },
    ]);
  });

  test.each([
    [
      "a form that is written like a query",
      new URLSearchParams("grant_type=a%00b"),
      "/api/oauth/aist/token",
      "grant_type",
    ],
    ["a field of a multipart form", form({ chatModelId: "a\0b" }), "/api/chat/voice", "chatModelId"],
  ])("%s", async (_name, body, target, field) => {
    const answer = await ask("smarttalk", "POST", target, body);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      400,
      expect.stringContaining(`${field}: must not contain NUL (U+0000)`),
    ]);
  });

  test("a file needs no content type", async () => {
    const body = [
      ...["--b", 'Content-Disposition: form-data; name="chatInstanceId"', "", "i"],
      ...["--b", 'Content-Disposition: form-data; name="chatModelId"', "", "m"],
      ...["--b", 'Content-Disposition: form-data; name="audio"; filename="q.wav"', "", "bytes", "--b--", ""],
    ].join("\r\n");
    const headers = { "content-type": 'multipart/form-data; boundary="b"' };
    expect((await ask("smarttalk", "POST", "/api/chat/voice", body, headers)).status).toBe(200);
  });

  test("bytes of a file may be any", async () => {
    const data = form({ chatInstanceId: "i", chatModelId: "m" });
    data.append("audio", new Blob([new Uint8Array([0, 255, 0])]), "question.wav");
    expect((await ask("smarttalk", "POST", "/api/chat/voice", data)).status).toBe(200);
  });

  test("ten thousand brackets are answered", async () => {
    const body = `${"[".repeat(10_000)}"\\u0000"${"]".repeat(10_000)}`;
    expect((await ask("chatzy", "POST", "/get_inference", body)).status).toBe(400);
  });
});

describe("one line is printed for each request", () => {
  test.each([
    ["a success", ["GET", "/get-response?token=hush"], "GET /get-response?token=*** 200, "],
    [
      "a refusal",
      ["POST", "/get_inference", '{"client_api_key":"hush"}'],
      "POST /get_inference 400, chatbot_id: is required; ",
    ],
    [
      "what the contract does not know",
      ["GET", `/init_conversation?chatbot_id=${conversation}&jwt=hush&hush`],
      `GET /init_conversation?chatbot_id=${conversation}&jwt=***&hush 200`,
    ],
    ["an unknown path", ["GET", "/nowhere?q=hush"], "GET /nowhere?q=*** 404, /nowhere: is no path of the contract"],
    [
      "what was asked for",
      ["GET", "/get-response?token=hush&__code=401"],
      "GET /get-response?token=***&__code=401 401, asked for by the request",
    ],
  ] as const)("%s", async (_name, [method, target, body], line) => {
    await fetch(`http://127.0.0.1:${mocks.servers.get("chatzy")?.port}${target}`, {
      method,
      ...(body !== undefined && { body, headers: { "content-type": "application/json" } }),
    }).then((response) => response.text());
    expect(lines.at(-1)).toMatch(`chatzy: ${line}`);
  });
});

test("a request that fails is a 500 in the contract's form, and the mock goes on", async () => {
  const mock = await loadMock("xyz", { folder: specFolder, dynamic: false });
  const printed: unknown[] = [];
  const server = await serveMock(
    { ...mock, respond: () => Promise.reject(new Error("no more examples")) },
    { api: "xyz", port: 0, pace: 0, clock: createManualClock(), onRequest: (request) => printed.push(request) },
  );
  try {
    for (const [method, body] of [["GET"], ["POST", '{"message":"Hi"}']] as const) {
      const response = await fetch(`http://127.0.0.1:${server.port}/api/v1/tasks`, {
        method,
        headers: bearer,
        ...(body !== undefined && { body }),
      });
      expect([response.status, await response.json()]).toEqual([
        500,
        { success: false, error: { message: "mock: the mock failed: no more examples", code: "INTERNAL_ERROR" } },
      ]);
    }
    expect(printed).toEqual(
      ["GET", "POST"].map((method) => ({
        ...{ method, target: "/api/v1/tasks", status: 500, remark: "mock: the mock failed: no more examples" },
      })),
    );
  } finally {
    await server.close();
  }
});

describe("the form of a contract is filled in where it has room", () => {
  const violation = { in: "body", field: "a[0].b", rule: "enum", detail: 'must be one of "x"' } as const;

  /** The body of a 400 whose schema and example are these. */
  function fill(schema: object, value: object): unknown {
    const document = {
      openapi: "3.1.0",
      info: { title: "T", version: "1" },
      servers: [],
      paths: {
        "/a": {
          get: {
            ...{ operationId: "a", summary: "", description: "", tags: [], "x-provenance": "assumed" },
            responses: {
              "400": { description: "", content: { "application/json": { schema, examples: { a: { value } } } } },
            },
          },
        },
      },
    } as OpenApiDocument; // whole enough for this
    const operations = listOperations(document);
    return JSON.parse(String(refuse(document, operations, operations[0], 400, [violation]).body));
  }

  const text = { type: "string" };
  test.each([
    [
      "a list of sentences",
      { errors: { type: "array", items: text } },
      { errors: [] },
      { errors: ['a[0].b: must be one of "x"'] },
    ],
    [
      "a list of objects, whatever their members are called",
      { details: { type: "array", items: { type: "object", properties: { path: text, code: text, message: text } } } },
      { details: [] },
      { details: [{ path: "a[0].b", code: "enum", message: 'must be one of "x"' }] },
    ],
    [
      "a member that the example leaves out",
      { message: text, code: text },
      { code: "BAD" },
      { code: "BAD", message: 'a[0].b: must be one of "x"' },
    ],
    ["no member of fixed words", { message: { const: "Bad" } }, { message: "Bad" }, { message: "Bad" }],
    [
      "no code",
      { error: { enum: ["bad"] }, detail: text },
      { error: "bad" },
      { error: "bad", detail: 'a[0].b: must be one of "x"' },
    ],
  ])("%s", (_name, properties, value, expected) => {
    expect(fill({ type: "object", properties }, value)).toEqual(expected);
  });
});

test("the help names every preference", () => {
  expect(usage).toMatch(/code=.*example=.*wait=/s);
});
