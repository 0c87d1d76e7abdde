import { describe, expect, test } from "vitest";
import { begin, content, done, linesOf, sendTask } from "../__fixtures__/task-stream.ts";

describe("events that should not be", () => {
  const wrongOrder = [begin, content("a"), begin, done];
  const outOfOrder =
    "The event history_done is out of order; the contract expects status, thought, content, tool_call, tool_result, subagent_start, subagent_thought, subagent_tool, subagent_end, done, error.";
  const wrongData = [begin, { type: "content", data: { text: 1 } } as never, done];
  const invalid = "The data of the event content violates / required, /text type.";
  const stuck = { type: "done", data: 1n } as never;

  test.each([
    ["order, throw", wrongOrder, {}, ["history_done", "content", "error"], [outOfOrder]],
    [
      "order, report",
      wrongOrder,
      { grammar: "report" },
      ["history_done", "content", "history_done", "done"],
      [outOfOrder],
    ],
    ["order, off", wrongOrder, { grammar: "off" }, ["history_done", "content", "history_done", "done"], []],
    ["data, throw", wrongData, {}, ["history_done", "error"], [invalid]],
    ["data, report", wrongData, { validation: "report" }, ["history_done", "content", "done"], [invalid]],
    ["data, off", wrongData, { validation: "off" }, ["history_done", "content", "done"], []],
    [
      "what cannot be written, always",
      [begin, stuck],
      { grammar: "off", validation: "off" },
      ["history_done", "error"],
      ["The data of the event done cannot be written as JSON."],
    ],
  ] as const)("%s [server.stream.order]", async (_name, events, options, names, messages) => {
    let isLeft = false;
    const { response, problems } = sendTask(async function* () {
      try {
        yield* events;
      } finally {
        isLeft = true;
      }
    }, options);
    expect(linesOf(await response.text()).map((line) => line.split(" ")[0])).toEqual(names);
    expect(problems.map(({ message }) => message)).toEqual(messages);
    expect(isLeft).toBe(true);
  });

  test("a report that throws does not touch the stream", async () => {
    const { response } = sendTask(
      async function* () {
        yield* wrongOrder;
      },
      {
        grammar: "report",
        onProblem: () => {
          throw new Error("oops");
        },
      },
    );
    expect(linesOf(await response.text())).toHaveLength(4);
  });
});
