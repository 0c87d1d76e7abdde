import { getEventListeners } from "node:events";
import { settle } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { createHarness, readAll, type Said, sayAll, shorten, world } from "./testing/harness.ts";

const texts = ["a", "b", "c", "d"];
const ending = ["(4 history_end)", "(5 run_end done)"];

/** Reads so many items, and leaves. */
async function readSome(tail: ReturnType<ReturnType<typeof createHarness>["runs"]["tail"]>, count: number) {
  const items: string[] = [];
  for await (const item of tail) if (items.push(shorten(item as never)) === count) break;
  return items;
}

test("any number of readers get all of a run, whenever they come", async () => {
  const { runs, clock } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(texts, 1_000));
  await settle();
  const readers = Array.from({ length: 20 }, () => readAll(runs.tail(world, "r")));
  await clock.advance(1_500);
  const late = readAll(runs.tail(world, "r"));
  await clock.advance(10_000);
  for (const seen of await Promise.all(readers)) {
    expect(seen).toEqual(["(1 text a)", "(1 history_end)", "2 text b", "3 text c", "4 text d", "5 run_end done"]);
  }
  expect(await late).toEqual(["(1 text a)", "(2 text b)", "(2 history_end)", "3 text c", "4 text d", "5 run_end done"]);
  expect(await readAll(runs.tail(world, "r"))).toEqual([
    "(1 text a)",
    "(2 text b)",
    "(3 text c)",
    "(4 text d)",
    ...ending,
  ]);
});

test("who reads before the run begins sees it begin", async () => {
  const { runs, store } = createHarness();
  await store.transaction(world, (transaction) => runs.queue(transaction, { id: "r" }));
  const reading = readAll(runs.tail(world, "r"));
  await settle();
  await runs.launch(world, "r", sayAll(["a"]));
  expect(await reading).toEqual(["(0 history_end)", "1 text a", "2 run_end done"]);
});

test.each([
  [0, ["(1 text a)", "(2 text b)", "(3 text c)", "(4 text d)", ...ending]],
  [3, ["(4 text d)", ...ending]],
  [4, ending],
  [5, ["(5 history_end)", "(5 run_end done)"]],
  [99, ["(5 history_end)", "(5 run_end done)"]],
  [-1, ["(1 text a)", "(2 text b)", "(3 text c)", "(4 text d)", ...ending]],
])("who comes back after position %i misses nothing and gets nothing twice", async (after, expected) => {
  const { runs } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(texts));
  await settle();
  expect(await readAll(runs.tail(world, "r", { after }))).toEqual(expected);
});

test("who goes away and comes back while the run works sees all of it, and the run does not care", async () => {
  const { runs, clock } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(texts, 1_000));
  await settle();
  expect(await readSome(runs.tail(world, "r"), 1)).toEqual(["(1 text a)"]);
  await clock.advance(1_000);
  expect(await readSome(runs.tail(world, "r", { after: 1 }), 2)).toEqual(["(2 text b)", "(2 history_end)"]);
  await clock.advance(2_000);
  expect(await readAll(runs.tail(world, "r", { after: 2 }))).toEqual(["(3 text c)", "(4 text d)", ...ending]);
});

test("who leaves while nothing comes is gone at once", async () => {
  const { runs } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  await settle();
  const { signal } = new AbortController();
  const tail = runs.tail<Said>(world, "r", { after: 1, signal });
  await tail.next();
  const waiting = tail.next();
  await settle();
  expect(await tail.return()).toEqual({ done: true, value: undefined });
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test.each(["before", "while it waits"])("an aborted tail throws the reason (%s)", async (when) => {
  const { runs } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  await settle();
  const controller = new AbortController();
  if (when === "before") controller.abort("enough");
  const reading = readAll(runs.tail(world, "r", { signal: controller.signal }));
  const refused = expect(reading).rejects.toBe("enough");
  await settle();
  controller.abort("enough");
  await refused;
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

test("a tail that is read to its end leaves nothing at its signal", async () => {
  const { runs } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a"]));
  const { signal } = new AbortController();
  await readAll(runs.tail(world, "r", { signal }));
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("there is no tail of a run that there is not, nor of one of another world", async () => {
  const { runs } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a"]));
  await expect(runs.tail(world, "x").next()).rejects.toMatchObject({ code: "unknown_run" });
  await expect(runs.tail("two", "r").next()).rejects.toMatchObject({ code: "unknown_run" });
});

test("a log of more than a page is read to its end", async () => {
  const { runs } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(Array.from({ length: 1_000 }, (_, index) => `${index}`)));
  const seen = await readAll(runs.tail(world, "r"));
  expect([seen.length, seen.at(-1)]).toMatchObject([1_002, expect.stringMatching(/1001 run_end done/)]);
});
