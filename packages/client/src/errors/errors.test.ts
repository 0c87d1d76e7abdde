import { spawnSync } from "node:child_process";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { printed } from "../__fixtures__/printed.ts";
import * as errors from "./errors.ts";

const { createApiError, isParleyError, ParleyError, StreamEndedEarlyError, StreamFailedError } = errors;

const hidden = "hunter2hunter2";

describe("what people see of an error", () => {
  const error = createApiError("getThing was refused with 429", {
    code: "too_many",
    operationId: "getThing",
    requestId: "r1",
    status: 429,
    body: { message: hidden },
    response: new Response(hidden, { headers: { "x-a": hidden } }),
    retryAfter: 1_000,
    cause: new Error(hidden),
  });

  test("as a text", () => {
    expect(String(error)).toBe("RateLimitError: getThing was refused with 429");
  });

  test("as JSON", () => {
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "RateLimitError",
      code: "too_many",
      message: "getThing was refused with 429",
      operationId: "getThing",
      requestId: "r1",
      status: 429,
    });
  });

  test("in the console: class, message, calls and members", () => {
    const text = inspect(error);
    expect(text).toMatch(/^RateLimitError: getThing was refused with 429\n +at /);
    expect(text.split(" ").at(-1)).toBe('{"code":"too_many","operationId":"getThing","requestId":"r1","status":429}');
  });

  test("in the console, as the cause of another error", () => {
    expect(inspect(new Error("outer", { cause: error }))).toContain("RateLimitError: getThing was refused with 429");
  });

  test("never its body, response or cause, which are there by name", () => {
    expect(printed(error)).not.toContain(hidden);
    expect(Object.keys(error)).toEqual(["name", "code", "operationId", "requestId", "status", "retryAfter"]);
    expect(error.body).toEqual({ message: hidden });
    expect((error.cause as Error).message).toBe(hidden); // as it was given
  });

  test("never what a stream gave", () => {
    const options = { code: "x", partial: [hidden], data: { message: hidden } };
    expect(printed(new StreamFailedError("failed", options))).not.toContain(hidden);
    expect(printed(new StreamEndedEarlyError("ended", options))).not.toContain(hidden);
  });

  test("never a credential in a message", () => {
    const text = printed(new ParleyError("GET https://a.example/x?token=hunter2 failed", { code: "x" }));
    expect(text).toContain("ParleyError: GET https://a.example/x?token=[redacted] failed");
    expect(text).not.toContain("hunter2");
  });
});

describe("classes", () => {
  const options = { code: "x", status: 400, body: undefined, response: new Response(), data: 1, partial: [] };
  const classes = Object.entries(errors).filter(([name]) => name.endsWith("Error") && /^[A-Z]/.test(name));

  test.each(classes)("%s has its name and is a ParleyError", (name, value) => {
    const ErrorClass = value as new (message: string, all: typeof options) => Error; // all take these
    const error = new ErrorClass("words", options);
    expect(error).toBeInstanceOf(ParleyError);
    expect([error.name, String(error), (error as { code?: string }).code]).toEqual([name, `${name}: words`, "x"]);
  });

  test("are nineteen", () => {
    expect(classes).toHaveLength(19);
  });
});

describe("isParleyError", () => {
  test("knows the errors of another copy of the package", async () => {
    const copy: string = "./errors.ts?copy";
    const other = (await import(/* @vite-ignore */ copy)) as typeof errors; // the same source
    const error = new other.AbortError("words", { code: "aborted" });
    expect(error).not.toBeInstanceOf(ParleyError);
    expect(isParleyError(error)).toBe(true);
    expect(other.isParleyError(new errors.AbortError("words", { code: "aborted" }))).toBe(true);
  });

  test.each([undefined, null, "text", 5, {}, new Error("x"), { name: "ParleyError", code: "x" }])("not %s", (value) => {
    expect(isParleyError(value)).toBe(false);
  });
});

test("a cause is there by name, and neither printed, when nothing catches it, nor cloned", () => {
  const cause = new Error("hunter2");
  const error = new errors.ConnectionError("No", { code: "connection", cause });
  expect(error.cause).toBe(cause);
  const seen = [inspect(error), inspect(error, { customInspect: false }), String(error), JSON.stringify(error)];
  expect(seen.join("\n")).not.toContain("hunter2");
  expect(inspect(structuredClone(error))).not.toContain("hunter2");
  const program = `import { ConnectionError } from ${JSON.stringify(import.meta.resolve("./errors.ts"))};
throw new ConnectionError("No", { code: "connection", cause: new Error("hunter" + 2) });`;
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  expect(stderr).toContain("ConnectionError");
  expect(stderr).not.toContain("hunter2");
});
