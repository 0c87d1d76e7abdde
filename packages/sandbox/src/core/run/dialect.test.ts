import { settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { createChance } from "../chance/index.ts";
import { type Dialect, runDialect } from "./dialect.ts";
import { createPacer } from "./pacing.ts";
import type { RunEnd, TailItem } from "./run-event.ts";
import { createHarness, type Said, sayAll, world } from "./testing/harness.ts";

/** Letters counted, as a platform might tell of them. */
const counting: Dialect<{ readonly letters: number }, Said, string> = {
  start: () => ({ letters: 0 }),
  step: (state, { position, isHistory, event }) => {
    switch (event.type) {
      case "history_end":
        return { state, events: ["history_done"] };
      case "run_end":
        return { state, events: [`${event.status === "done" ? "done" : "error"} ${state.letters}`] };
      case "text": {
        const letters = state.letters + (event.text?.length ?? 0);
        return { state: { letters }, events: [`${isHistory ? "message" : "content"} #${position}: ${event.text}`] };
      }
      default:
        return { state, events: [] };
    }
  },
};

const place = { at: 0, run: "r", isHistory: false };
const text: TailItem<Said> = { ...place, position: 1, event: { type: "text", text: "abc" } };
const end = (rest: Omit<RunEnd, "type">): TailItem<Said> => ({
  ...place,
  position: 2,
  event: { type: "run_end", ...rest },
});

test.each<[string, readonly TailItem<Said>[], readonly string[]]>([
  ["a reply", [text, text, end({ status: "done" })], ["content #1: abc", "content #1: abc", "done 6"]],
  ["a reply that was there", [{ ...text, isHistory: true }, end({ status: "done" })], ["message #1: abc", "done 3"]],
  ["what it has no words for", [{ ...text, event: { type: "question" } }, end({ status: "done" })], ["done 0"]],
  ["a failure", [text, end({ status: "failed", error: { code: "x", message: "" } })], ["content #1: abc", "error 3"]],
  ["a cancelled run", [end({ status: "cancelled" })], ["error 0"]],
])("a dialect tells %s in its own words", (_name, items, expected) => {
  let state = counting.start();
  const events = items.flatMap((item) => {
    const step = counting.step(state, item);
    state = step.state;
    return step.events;
  });
  expect(events).toEqual(expected);
});

async function collect(events: AsyncIterable<string>, log: string[] = []): Promise<string[]> {
  for await (const event of events) log.push(event);
  return log;
}

test("a run is told from its tail, the same to who was there and to who comes later", async () => {
  const { runs, clock } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "bc"], 1_000));
  await settle();
  const live = collect(runDialect({ tail: runs.tail(world, "r"), dialect: counting }));
  await settle();
  await clock.advance(1_000);
  expect(await live).toEqual(["message #1: a", "history_done", "content #2: bc", "done 3"]);
  expect(await collect(runDialect({ tail: runs.tail(world, "r"), dialect: counting }))).toEqual([
    "message #1: a",
    "message #2: bc",
    "history_done",
    "done 3",
  ]);
});

test("what is new is told at the pace of the connection, and what was there at once", async () => {
  const { runs, clock, store, find } = createHarness();
  await store.transaction(world, (transaction) => runs.queue(transaction, { id: "r" }));
  const pacing = { firstEvent: 500, eventsPerSecond: 10, jitter: 0, chunk: 1 };
  const pacer = createPacer(pacing, { clock, chance: createChance("demo", "connection") });
  const log: string[] = [];
  const reading = collect(runDialect({ tail: runs.tail(world, "r"), dialect: counting, pacer }), log);
  await settle();
  await runs.launch(world, "r", sayAll(["a", "b"]));
  expect([(await find("r"))?.status, log]).toEqual(["done", ["history_done"]]);
  await clock.advance(600);
  expect(log).toEqual(["history_done", "content #1: a", "content #2: b"]);
  await clock.advance(100);
  expect((await reading).at(-1)).toBe("done 2");
});

test("who stops listening lets go of the run, which goes on", async () => {
  const { runs, clock, find } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  await settle();
  for await (const event of runDialect({ tail: runs.tail(world, "r"), dialect: counting })) {
    expect(event).toBe("message #1: a");
    break;
  }
  const controller = new AbortController();
  const { signal } = controller;
  const reading = collect(runDialect({ tail: runs.tail(world, "r", { signal }), dialect: counting, signal }));
  const refused = expect(reading).rejects.toBe("gone");
  await settle();
  controller.abort("gone");
  await refused;
  await clock.advance(1_000);
  expect((await find("r"))?.status).toBe("done");
});
