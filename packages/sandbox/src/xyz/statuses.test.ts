/** Every documented status of every operation, each by what leads to it. */

import document from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import * as operations from "@parley/contracts/xyz/operations";
import { describe, expect, test } from "vitest";
import { demoApp, demoKey, otherApps, otherKeys } from "./accounts.ts";
import { type Answer, type Call, createHarness, type Harness } from "./testing/harness.ts";
import { unreachable } from "./testing/unreachable.ts";

type OperationId = keyof typeof operations;

const taskOf = "c37c1d78-4d23-4e53-949a-ddd775f25e01";
const unknown = "00000000-0000-4000-8000-000000000000";
const foreignPage = { origin: "https://shop.test" };

/** Operations that need a credential, each as a request to a task. */
const calls: Partial<Record<OperationId, (id: string) => readonly [path: string, call?: Call]>> = {
  createTask: () => ["/api/v1/tasks", { json: { message: "Hello" } }],
  listTasks: () => ["/api/v1/tasks"],
  getTask: (id) => [`/api/v1/tasks/${id}`],
  cancelTask: (id) => [`/api/v1/tasks/${id}`, { method: "DELETE" }],
  streamTask: (id) => [`/api/v1/tasks/${id}/stream`],
  sendTaskMessage: (id) => [`/api/v1/tasks/${id}/messages`, { json: { message: "Hello" } }],
  getTaskHistory: (id) => [`/api/v1/tasks/${id}/history`],
  approveToolCall: (id) => [`/api/v1/tasks/${id}/tools/call_1/approve`, { json: { outcome: "cancel" } }],
  listArtifacts: (id) => [`/api/v1/tasks/${id}/artifacts`],
  downloadArtifact: (id) => [`/api/v1/tasks/${id}/artifacts/download?path=a.txt`],
};

const methods = new Map<string, string>(Object.values(operations).map(({ id, method }) => [id, method]));
const secured = Object.entries(calls) as [OperationId, (id: string) => readonly [string, Call?]][];
const large = "x".repeat(1_100_000);
const plain: Call = { method: "POST", headers: { "content-type": "text/plain" } };
const credentials = { appId: demoApp.id, appSecret: demoApp.secret, endUserId: "user-1" };

/** What is reached: an operation, its status and code, and how. */
type Row = readonly [OperationId, number, string | undefined, (harness: Harness, as: string) => Promise<Answer>];

const token = (json: unknown) => (harness: Harness) => harness.send("/api/v1/auth/token", { json });
const task = (call: Call) => (harness: Harness, as: string) => harness.send("/api/v1/tasks", { as, ...call });
const message = (call: Call) => async (harness: Harness, as: string) =>
  harness.send(`/api/v1/tasks/${await harness.finish(as, "Hello")}/messages`, { as, ...call });
const decide = (call: Call) => async (harness: Harness, as: string) => {
  const id = await harness.create(as, "/approve");
  await harness.clock.advance(1);
  const { body } = await harness.send(`/api/v1/tasks/${id}`, { as });
  const { callId } = body.data.pendingApprovals[0];
  return harness.send(`/api/v1/tasks/${id}/tools/${callId}/approve`, { as, ...call });
};
const download = (path: string) => async (harness: Harness, as: string) =>
  harness.send(`/api/v1/tasks/${await harness.finish(as, "/artifact")}/artifacts/download?path=${path}`, { as });

const rows: readonly Row[] = [
  ["createEndUserToken", 200, undefined, token(credentials)],
  ["createEndUserToken", 400, "MISSING_CREDENTIALS", token({ endUserId: "user-1" })],
  ["createEndUserToken", 400, "MISSING_CREDENTIALS", token({ ...credentials, appSecret: "" })],
  ["createEndUserToken", 400, "MISSING_END_USER_ID", token({ ...credentials, endUserId: "" })],
  ["createEndUserToken", 400, "MISSING_END_USER_ID", token({ ...credentials, endUserId: "  " })],
  ["createEndUserToken", 400, "MISSING_END_USER_ID", token({ ...credentials, endUserId: ["user-1"] })],
  ["createEndUserToken", 400, "VALIDATION_ERROR", token({ ...credentials, endUserId: "x".repeat(257) })],
  ["createEndUserToken", 400, "VALIDATION_ERROR", token({ ...credentials, endUserId: "user\u0007" })],
  ["createEndUserToken", 400, "INVALID_EXPIRES_IN", token({ ...credentials, expiresIn: "an hour" })],
  ["createEndUserToken", 400, "INVALID_EXPIRES_IN", token({ ...credentials, expiresIn: "31d" })],
  ["createEndUserToken", 400, "INVALID_ENV", token({ ...credentials, env: { "2FA-URL": "x" } })],
  ["createEndUserToken", 400, "INVALID_ENV", token({ ...credentials, secrets: { KEY: 1 } })],
  ["createEndUserToken", 401, "INVALID_CREDENTIALS", token({ ...credentials, appSecret: "wrong" })],
  [
    "createEndUserToken",
    401,
    "INVALID_CREDENTIALS",
    token({ ...credentials, appId: otherApps.disabled.id, appSecret: otherApps.disabled.secret }),
  ],
  ["createEndUserToken", 413, "PAYLOAD_TOO_LARGE", token({ ...credentials, env: { LARGE: large } })],
  ["createEndUserToken", 415, "UNSUPPORTED_MEDIA_TYPE", (harness) => harness.send("/api/v1/auth/token", plain)],
  [
    "createEndUserToken",
    429,
    "RATE_LIMITED",
    (harness) => {
      const { id, secret } = otherApps.limited;
      return sixTimes(() => token({ appId: id, appSecret: secret, endUserId: "user-1" })(harness));
    },
  ],
  [
    "createEndUserToken",
    501,
    "JWT_NOT_CONFIGURED",
    token({ appId: otherApps.unsigned.id, appSecret: otherApps.unsigned.secret, endUserId: "user-1" }),
  ],
  ["getWidgetScript", 200, undefined, (harness) => harness.send("/widget/xyz-chat.js")],
  [
    "getWidgetScript",
    304,
    undefined,
    async (harness) => {
      const { headers } = await harness.send("/widget/xyz-chat.js");
      return harness.send("/widget/xyz-chat.js", { headers: { "if-none-match": `W/${headers.get("etag")}, "other"` } });
    },
  ],
  ["createTask", 200, undefined, task({ json: { message: "Hello" } })],
  ["createTask", 400, "VALIDATION_ERROR", task({ json: {} })],
  ["createTask", 400, "INVALID_ENV", task({ json: { message: "Hello", env: { "2FA-URL": "x" } } })],
  [
    "createTask",
    400,
    "VALIDATION_ERROR",
    task({ json: { message: "Hello" }, headers: { "x-parley-pacing": "at-once" } }),
  ],
  ["createTask", 413, "PAYLOAD_TOO_LARGE", task({ json: { message: large } })],
  ["createTask", 413, "PAYLOAD_TOO_LARGE", task({ json: { message: "/fail 413" } })],
  ["createTask", 415, "UNSUPPORTED_MEDIA_TYPE", task(plain)],
  ["createTask", 429, "RATE_LIMITED", task({ json: { message: "/fail 429" } })],
  ["createTask", 500, "INTERNAL_ERROR", task({ json: { message: "/fail 500" } })],
  ["listTasks", 200, undefined, (harness, as) => harness.send("/api/v1/tasks", { as })],
  ["listTasks", 400, "VALIDATION_ERROR", (harness, as) => harness.send("/api/v1/tasks?limit=101", { as })],
  ["getTask", 200, undefined, (harness) => harness.send(`/api/v1/tasks/${demoTask}`, { as: demoKey.key })],
  [
    "cancelTask",
    200,
    undefined,
    async (harness, as) =>
      harness.send(`/api/v1/tasks/${await harness.create(as, "/silence")}`, { as, method: "DELETE" }),
  ],
  [
    "cancelTask",
    409,
    "TASK_FINISHED",
    async (harness, as) => harness.send(`/api/v1/tasks/${await harness.finish(as, "Hello")}`, { as, method: "DELETE" }),
  ],
  [
    "streamTask",
    200,
    undefined,
    async (harness, as) => harness.send(`/api/v1/tasks/${await harness.finish(as, "Hello")}/stream`, { as }),
  ],
  ["sendTaskMessage", 200, undefined, message({ json: { message: "Hello" } })],
  ["sendTaskMessage", 400, "VALIDATION_ERROR", message({ json: {} })],
  [
    "sendTaskMessage",
    409,
    "TASK_RUNNING",
    async (harness, as) => {
      const id = await harness.create(as, "/silence");
      return harness.send(`/api/v1/tasks/${id}/messages`, { as, json: { message: "Hello" } });
    },
  ],
  ["sendTaskMessage", 413, "PAYLOAD_TOO_LARGE", message({ json: { message: large } })],
  ["sendTaskMessage", 415, "UNSUPPORTED_MEDIA_TYPE", message(plain)],
  ["sendTaskMessage", 429, "RATE_LIMITED", message({ json: { message: "/fail 429" } })],
  ["sendTaskMessage", 500, "INTERNAL_ERROR", message({ json: { message: "/fail" } })],
  [
    "getTaskHistory",
    200,
    undefined,
    async (harness, as) => harness.send(`/api/v1/tasks/${await harness.finish(as, "Hello")}/history`, { as }),
  ],
  ["approveToolCall", 200, undefined, decide({ json: { outcome: "proceed_once" } })],
  ["approveToolCall", 400, "VALIDATION_ERROR", decide({ json: { outcome: "perhaps" } })],
  ["approveToolCall", 413, "PAYLOAD_TOO_LARGE", decide({ json: { outcome: large } })],
  ["approveToolCall", 415, "UNSUPPORTED_MEDIA_TYPE", decide(plain)],
  [
    "listArtifacts",
    200,
    undefined,
    async (harness, as) => harness.send(`/api/v1/tasks/${await harness.finish(as, "/artifact")}/artifacts`, { as }),
  ],
  ["downloadArtifact", 200, undefined, download("downloads/orders.csv")],
  ["downloadArtifact", 400, "VALIDATION_ERROR", download("")],
  ["downloadArtifact", 400, "VALIDATION_ERROR", download("/etc/passwd")],
  ["downloadArtifact", 400, "VALIDATION_ERROR", download("downloads/..%2F..%2Fother")],
  ["downloadArtifact", 404, "NOT_FOUND", download("downloads/none.csv")],
];

const demoTask = "e40b7d6c-2f18-4a9e-8b53-60d7c9f1a2e5";

async function sixTimes(send: () => Promise<Answer>): Promise<Answer> {
  for (let count = 0; count < 5; count += 1) await send();
  return send();
}

test.each(rows)("%s answers %i %s", async (_operation, status, code, reach) => {
  const harness = createHarness();
  const answer = await reach(harness, await harness.token());
  expect([answer.status, answer.body?.error?.code]).toEqual([status, code]);
  expect(harness.errors).toEqual([]);
});

describe.each(secured)("%s", (operationId, callOf) => {
  const send = (harness: Harness, headers: Readonly<Record<string, string>>, id = taskOf) => {
    const [path, call] = callOf(id);
    return harness.send(path, { ...call, headers: { ...call?.headers, ...headers } });
  };
  const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

  test.each([
    ["AUTH_REQUIRED", {}],
    ["AUTH_REQUIRED", { authorization: "Basic dXNlcjp4" }],
    ["INVALID_AUTH_FORMAT", bearer("something")],
    ["INVALID_API_KEY", bearer("xyz_short")],
    ["INVALID_API_KEY", bearer(`xyz_${"0".repeat(64)}`)],
    ["INVALID_API_KEY", bearer(otherKeys.expired.key)],
    ["INVALID_API_KEY", { "x-api-key": "something" }],
    ["INVALID_TOKEN", bearer("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")],
  ])("answers 401 %s to %j", async (code, headers) => {
    const { status, body } = await send(createHarness(), headers as Record<string, string>);
    expect([status, body.error.code]).toEqual([401, code]);
  });

  test("answers 403 to a page that the app does not list", async () => {
    const harness = createHarness();
    const answer = await send(harness, { ...bearer(await harness.token()), ...foreignPage });
    expect([answer.status, answer.body.error.code]).toEqual([403, "ORIGIN_NOT_ALLOWED"]);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("answers 429 in a full window, and lets in again after it", async () => {
    const harness = createHarness();
    const { id: appId, secret: appSecret } = otherApps.limited;
    const headers = bearer(await harness.token("user-1", { appId, appSecret }));
    const answer = await sixTimes(() => send(harness, headers, unknown));
    expect([answer.status, answer.body.error.code]).toEqual([429, "RATE_LIMITED"]);
    expect(answer.headers.get("retry-after")).toBe("60");
    await harness.clock.advance(60_000);
    expect((await send(harness, headers, unknown)).status).not.toBe(429);
  });

  test("tells a foreign task no way from an unknown one", async () => {
    if (callOf(taskOf)[0] === callOf(unknown)[0]) return;
    const harness = createHarness();
    const headers = bearer(await harness.token("user-1"));
    const [foreign, missing] = [await send(harness, headers), await send(harness, headers, unknown)];
    expect([foreign.status, foreign.body]).toEqual([404, missing.body]);
    expect(withoutId(foreign)).toEqual(withoutId(missing));
  });

  test("is for editors where it changes something", async () => {
    const { status, body } = await send(createHarness(), bearer(otherKeys.viewer.key));
    const changes = methods.get(operationId) !== "get";
    expect([status, body?.error?.code === "FORBIDDEN"]).toEqual([changes ? 403 : expect.any(Number), changes]);
  });
});

function withoutId({ status, headers }: Answer) {
  return [status, [...headers].filter(([name]) => name !== "x-request-id")];
}

test("every documented code is reached", () => {
  const { description } = document.components.schemas.ErrorDetail.properties.code;
  const documented = [...description.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(
    ([, code, status]) => `${status} ${code}`,
  );
  const byAll = ["401 AUTH_REQUIRED", "401 INVALID_AUTH_FORMAT", "401 INVALID_API_KEY", "401 INVALID_TOKEN"];
  const forbidden = ["403 ORIGIN_NOT_ALLOWED", "403 FORBIDDEN"];
  const reached = rows.flatMap(([, status, code]) => (code === undefined ? [] : [`${status} ${code}`]));
  expect(documented.length).toBeGreaterThan(15);
  expect(documented.filter((one) => ![...reached, ...byAll, ...forbidden].includes(one))).toEqual([]);
});

test("every documented status is reached or listed as one that cannot be", () => {
  const documented = Object.values(operations).flatMap(({ id, responses }) =>
    Object.keys(responses).map((status) => `${id} ${status}`),
  );
  const byAll = secured.flatMap(([id, callOf]) =>
    [401, 403, 429, ...(callOf(taskOf)[0] === callOf(unknown)[0] ? [] : [404])].map((status) => `${id} ${status}`),
  );
  const reached = [...rows.map(([id, status]) => `${id} ${status}`), ...byAll];
  const listed = unreachable.map(({ operationId, status }) => `${operationId} ${status}`);
  expect(listed.filter((one) => reached.includes(one))).toEqual([]);
  expect(new Set([...reached, ...listed])).toEqual(new Set(documented));
});
