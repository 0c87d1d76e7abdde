import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { playTurn } from "../__fixtures__/turn.ts";
import type { Agent } from "./agent.ts";
import { withEnding } from "./ending.ts";

const text = { type: "text_delta", text: "a" } as const;
const done = { type: "done", text: "a" } as const;

test.each<[string, Agent, string[]]>([
  [
    "goes on after its end",
    async function* () {
      yield done;
      yield text;
    },
    ["run_start", "done"],
  ],
  [
    "starts by itself",
    async function* () {
      yield { type: "run_start" };
      yield done;
    },
    ["run_start", "done"],
  ],
  [
    "forgets its end",
    async function* () {
      yield text;
    },
    ["run_start", "text_delta", "error no_ending"],
  ],
  [
    "throws",
    async function* () {
      yield text;
      throw new Error("sk-secret");
    },
    ["run_start", "text_delta", "error agent_failed"],
  ],
  [
    "throws at once",
    () => {
      throw undefined;
    },
    ["run_start", "error agent_failed"],
  ],
])("an agent that %s is held to the order of a turn", async (_name, agent, expected) => {
  const events = await playTurn(withEnding(agent), {});
  expect(events.map((event) => (event.type === "error" ? `error ${event.code}` : event.type))).toEqual(expected);
  expect(JSON.stringify(events)).not.toContain("sk-secret");
});

test("an agent that hangs is cancelled at once, and told to end", async () => {
  const controller = new AbortController();
  const events = playTurn(
    withEnding(async function* () {
      yield text;
      await new Promise(() => {});
    }),
    { signal: controller.signal },
  );
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  expect((await events).map(({ type }) => type)).toEqual(["run_start", "text_delta", "error"]);
});

test("a reader who goes away ends the agent", async () => {
  let isEnded = false;
  const agent = withEnding(async function* () {
    try {
      yield text;
      yield text;
    } finally {
      isEnded = true;
    }
  });
  for await (const { type } of agent({ ...({} as Parameters<Agent>[0]), signal: new AbortController().signal })) {
    if (type === "text_delta") break;
  }
  expect(isEnded).toBe(true);
});

test("a turn leaves nothing at its signal, and no more than one listener while it goes on", async () => {
  const { signal } = new AbortController();
  const counts: number[] = [];
  const agent = withEnding(async function* () {
    for (let piece = 0; piece < 100; piece += 1) {
      counts.push(getEventListeners(signal, "abort").length);
      yield text;
    }
    yield done;
  });
  await playTurn(agent, { signal });
  expect(new Set(counts)).toEqual(new Set([1]));
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
