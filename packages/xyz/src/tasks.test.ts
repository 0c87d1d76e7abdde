import { describe, expect, test } from "vitest";
import { createTestXyz, failure, success } from "./__fixtures__/platform.ts";
import { createTask, getTask, listTasks, listTasksPage, sendMessage } from "./index.ts";

/** Answers with success and keeps what was sent. */
function recorder(data: unknown = { id: "task-1", status: "pending" }) {
  const requests: Request[] = [];
  const xyz = createTestXyz((request) => {
    requests.push(request.clone());
    return success(data);
  });
  return { xyz, requests };
}

/** A file that says it has this size. */
function fileOf(size: number): Blob {
  return Object.defineProperty(new Blob(["x"]), "size", { value: size });
}

describe("createTask", () => {
  test("sends JSON, and only what was given", async () => {
    const { xyz, requests } = recorder();
    await createTask(xyz, { message: "Hi", autoExecute: false, secrets: { KEY: "1" }, files: undefined });
    expect(requests[0]?.headers.get("content-type")).toBe("application/json");
    expect(await requests[0]?.json()).toEqual({ message: "Hi", autoExecute: false, secrets: { KEY: "1" } });
  });

  test("sends null for variables as JSON, and takes it beside files", async () => {
    const { xyz, requests } = recorder();
    await createTask(xyz, { message: "Hi", env: null, secrets: null });
    await createTask(xyz, { message: "Hi", env: null, files: [new Blob(["a"])] });
    expect(await requests[0]?.json()).toEqual({ message: "Hi", env: null, secrets: null });
    expect([...((await requests[1]?.formData())?.keys() ?? [])]).toEqual(["message", "files"]);
  });

  test.each([
    [null, []],
    ["Be brief.", [["systemPrompt", "Be brief."]]],
  ])(
    "sends a form when there are files, with booleans as text and the system prompt %j",
    async (systemPrompt, sent) => {
      const { xyz, requests } = recorder();
      const files = [new File(["a"], "a.csv"), new Blob(["b"])];
      await createTask(xyz, { message: "Hi", systemPrompt, showInHistory: true, autoExecute: false, files });
      const form = [...((await requests[0]?.formData()) ?? [])];
      expect(form.map(([name, value]) => [name, value instanceof File ? value.name : value])).toEqual([
        ["message", "Hi"],
        ...sent,
        ["showInHistory", "true"],
        ["autoExecute", "false"],
        ["files", "a.csv"],
        ["files", "file"],
      ]);
    },
  );

  test("passes the options of the call on", async () => {
    const { xyz, requests } = recorder();
    await createTask(xyz, {
      message: "Hi",
      headers: { "x-a": "1" },
      baseUrl: "http://b.test",
    });
    const { url, headers } = requests[0] ?? new Request("http://none.test");
    expect([url, headers.get("x-a")]).toEqual(["http://b.test/api/v1/tasks", "1"]);
    expect(await requests[0]?.json()).toEqual({ message: "Hi" });
  });

  test("refuses files together with variables, which the types do not allow either", async () => {
    const { xyz, requests } = recorder();
    const input = { message: "Hi", env: { A: "1" }, files: [new Blob(["a"])] };
    await expect(createTask(xyz, input as { message: string })).rejects.toMatchObject({
      name: "UsageError",
      code: "files_with_variables",
      message: "The platform takes env and secrets as JSON only and files as a form only: leave one of them out",
    });
    expect(requests).toEqual([]);
  });

  test("is not sent twice after an answer that was lost", async () => {
    let calls = 0;
    const xyz = createTestXyz(() => {
      calls += 1;
      throw new TypeError("connection reset");
    });
    await expect(createTask(xyz, { message: "Hi" })).rejects.toMatchObject({ name: "ConnectionError" });
    expect(calls).toBe(1);
  });
});

describe("files", () => {
  const megabyte = 1024 * 1024;

  test.each<[name: string, files: readonly Blob[], error: object | undefined]>([
    ["20 files", Array.from({ length: 20 }, () => fileOf(1)), undefined],
    ["21 files", Array.from({ length: 21 }, () => fileOf(1)), { code: "too_many_files" }],
    ["50 MB", [fileOf(50 * megabyte)], undefined],
    [
      "one byte more",
      [fileOf(1), fileOf(50 * megabyte + 1)],
      { code: "file_too_large", message: "files[1] may have at most 50 MB, not 52428801 bytes" },
    ],
  ])("%s", async (_name, files, error) => {
    const { xyz, requests } = recorder({ status: "running" });
    const sent = [
      await createTask(xyz, { message: "Hi", files }).catch((reason: unknown) => reason),
      await sendMessage(xyz, "task-1", { message: "Hi", files }).catch((reason: unknown) => reason),
    ];
    expect(sent).toMatchObject([error ?? { status: "running" }, error ?? { status: "running" }]);
    expect(requests.length).toBe(error ? 0 : 2);
  });
});

describe("listTasks", () => {
  /** A platform with tasks of these ids, on pages of at most two; `grow` adds a newer one after each page. */
  function platform(ids: readonly string[], { grow = false } = {}) {
    let all = [...ids];
    const asked: string[] = [];
    const xyz = createTestXyz((request) => {
      const { searchParams: query, search } = new URL(request.url);
      asked.push(search);
      const offset = Number(query.get("offset") ?? 0);
      const tasks = all.slice(offset, offset + Math.min(2, Number(query.get("limit") ?? 2)));
      const hasMore = offset + tasks.length < all.length;
      const pagination = { total: all.length, limit: 2, offset, hasMore };
      if (grow) all = [`new-${asked.length}`, ...all];
      return success({ tasks: tasks.map((id) => ({ id })), pagination });
    });
    return { xyz, asked };
  }

  async function idsOf(tasks: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
    const ids: string[] = [];
    for await (const { id } of tasks) ids.push(id);
    return ids;
  }

  test("follows hasMore by what each page had", async () => {
    const { xyz, asked } = platform(["a", "b", "c", "d", "e"]);
    expect(await idsOf(listTasks(xyz, { limit: 100 }))).toEqual(["a", "b", "c", "d", "e"]);
    expect(asked).toEqual(["?limit=100&offset=0", "?limit=100&offset=2", "?limit=100&offset=4"]);
  });

  test("begins where it is told", async () => {
    expect(await idsOf(listTasks(platform(["a", "b", "c"]).xyz, { offset: 2 }))).toEqual(["c"]);
  });

  test("gives each task once when newer ones push the pages on", async () => {
    expect(await idsOf(listTasks(platform(["a", "b", "c"], { grow: true }).xyz))).toEqual(["a", "b", "c"]);
  });

  test("asks for no page that is not read", async () => {
    const { xyz, asked } = platform(["a", "b", "c"]);
    for await (const { id } of listTasks(xyz)) if (id === "b") break;
    expect(asked.length).toBe(1);
  });

  test.each([
    ["an empty page", [], 1],
    ["the same page", [{ id: "a" }, { id: "b" }], 2],
  ])("does not ask for ever where %s promises more", async (_name, tasks, requests) => {
    const pagination = { total: 5, limit: 2, offset: 0, hasMore: true };
    const recorded = recorder({ tasks, pagination });
    await expect(idsOf(listTasks(recorded.xyz))).rejects.toMatchObject({ code: "endless_pages" });
    expect(recorded.requests).toHaveLength(requests);
  });

  test("listTasksPage gives the page as it is", async () => {
    expect(await listTasksPage(platform(["a", "b", "c"]).xyz)).toEqual({
      tasks: [{ id: "a" }, { id: "b" }],
      pagination: { total: 3, limit: 2, offset: 0, hasMore: true },
    });
  });
});

describe("a platform that misbehaves", () => {
  test.each<[name: string, response: () => Response, error: object]>([
    ["400", () => failure(400, "VALIDATION_ERROR"), { name: "BadRequestError", code: "VALIDATION_ERROR" }],
    ["401", () => failure(401, "INVALID_API_KEY"), { name: "AuthenticationError", code: "INVALID_API_KEY" }],
    ["403", () => failure(403, "ORIGIN_NOT_ALLOWED"), { name: "PermissionError", code: "ORIGIN_NOT_ALLOWED" }],
    ["404", () => failure(404, "NOT_FOUND"), { name: "NotFoundError", code: "NOT_FOUND" }],
    ["409", () => failure(409, "TASK_RUNNING"), { name: "ConflictError", code: "TASK_RUNNING" }],
    ["413", () => failure(413, "PAYLOAD_TOO_LARGE"), { name: "PayloadTooLargeError", code: "PAYLOAD_TOO_LARGE" }],
    ["415", () => failure(415, "UNSUPPORTED_MEDIA_TYPE"), { name: "UnsupportedMediaTypeError" }],
    ["501", () => failure(501, "JWT_NOT_CONFIGURED"), { name: "ServerError", code: "JWT_NOT_CONFIGURED" }],
    ["a status without a code", () => new Response("<h1>Bad</h1>", { status: 500 }), { code: "status_500" }],
    ["a body cut off", () => new Response('{"success":true,"da', json), { code: "unreadable_body" }],
    ["no body", () => new Response(null), { code: "no_data" }],
    ["another body", () => Response.json({ token: "x" }), { code: "no_data" }],
    ["null", () => Response.json(null), { code: "no_data" }],
  ])("%s", async (_name, response, error) => {
    await expect(getTask(createTestXyz(response, { retry: { maxRetries: 0 } }), "task-1")).rejects.toMatchObject(error);
  });

  test("429: a question is asked again after the time it says, a new task is not", async () => {
    let calls = 0;
    const limited = () => {
      calls += 1;
      return calls % 2 ? failure(429, "RATE_LIMITED", { "retry-after": "0" }) : success({ id: "task-1" });
    };
    expect((await getTask(createTestXyz(limited), "task-1")).id).toBe("task-1");
    await expect(createTask(createTestXyz(limited), { message: "Hi" })).rejects.toMatchObject({
      name: "RateLimitError",
      code: "RATE_LIMITED",
      retryAfter: 0,
    });
    expect(calls).toBe(3);
  });
});

const json = { headers: { "content-type": "application/json" } };
