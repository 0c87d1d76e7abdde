import { describe, expect, test } from "vitest";
import { begin, content, done, finished, linesOf, sendTask, started } from "../__fixtures__/task-stream.ts";

describe("every stream ends with one terminal event, or where the grammar lets it", () => {
  test("nothing is sent behind a terminal event, and the source is left [server.stream.terminal]", async () => {
    const log: string[] = [];
    const { response, problems } = sendTask(async function* (signal) {
      try {
        yield begin;
        yield done;
        log.push("went on");
        yield content("too late");
      } finally {
        log.push(`left, aborted: ${signal.aborted}`);
      }
    });
    expect(linesOf(await response.text())).toEqual(finished);
    expect([log, problems]).toEqual([["left, aborted: false"], []]);
  });

  test("a source may end where the grammar does [server.stream.terminal]", async () => {
    const { response, problems } = sendTask(async function* () {
      yield begin;
    });
    expect([linesOf(await response.text()), problems]).toEqual([started, []]);
  });

  test("a source that ends elsewhere gets the failure event [server.stream.terminal]", async () => {
    const { response, problems } = sendTask(async function* () {
      yield begin;
      yield content("half");
    });
    expect(linesOf(await response.text())).toEqual([
      ...started,
      'content {"text":"half","isPartial":true}',
      'error {"message":"The source ended where the stream may not end."}',
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["no_terminal_event"]);
  });

  test("a source that throws gets the failure event, and the report has the cause [server.stream.failure]", async () => {
    const cause = new Error("no model");
    const { response, problems } = sendTask(async function* () {
      yield begin;
      throw cause;
    });
    expect(linesOf(await response.text())).toEqual([...started, 'error {"message":"no model"}']);
    expect(problems.map((problem) => [problem.code, problem.cause])).toEqual([["source_failed", cause]]);
  });

  test("a failure before the grammar has a place for it is told all the same", async () => {
    const { response, problems } = sendTask(() => {
      throw undefined;
    });
    expect(linesOf(await response.text())).toEqual(['error {"message":"?"}']);
    expect(problems.map(({ code }) => code)).toEqual(["source_failed"]);
  });

  test.each([
    ["no event for it", () => undefined],
    ["an event that does not end the stream", () => content("oops")],
    ["an event that the contract lacks", () => ({ type: "oops" }) as never],
    [
      "an error of its own",
      () => {
        throw new Error("oops");
      },
    ],
  ])("a failure for which toErrorEvent has %s just ends the stream", async (_name, toErrorEvent) => {
    const { response, problems } = sendTask(
      async function* () {
        yield begin;
        throw new Error("no model");
      },
      { toErrorEvent },
    );
    expect(linesOf(await response.text())).toEqual(started);
    expect(problems.map(({ code }) => code)).toEqual(["no_error_event"]);
  });
});
