import { settle } from "@parley/clock/manual";
import { expect, test, vi } from "vitest";
import { createMemoryBlobs, createWorlds } from "../world/index.ts";
import { runRecords } from "./run-record.ts";
import { createHarness, readAll, type Said, sayAll, world } from "./testing/harness.ts";
import type { Work } from "./work.ts";

test("a run is queued, runs, and is done", async () => {
  const { runs, store, clock, find } = createHarness();
  const queued = await store.transaction(world, (transaction) =>
    runs.queue(transaction, { id: "r", data: { of: "c" } }),
  );
  const common = { id: "r", log: "run/r", turn: 1, createdAt: 1_000, data: { of: "c" } };
  expect(queued).toEqual({ ...common, status: "queued", owner: "this process" });
  const worked = runs.launch(world, "r", sayAll(["a", "b"], 500));
  await settle();
  expect(await find("r")).toEqual({ ...common, status: "running", owner: "this process", startedAt: 1_000 });
  await clock.advance(500);
  await worked;
  expect(await find("r")).toEqual({ ...common, status: "done", startedAt: 1_000, endedAt: 1_500 });
  expect(await readAll(runs.tail(world, "r"))).toEqual([
    "(1 text a)",
    "(2 text b)",
    "(2 history_end)",
    "(3 run_end done)",
  ]);
});

test("nothing is queued of a transaction that fails, and no id twice", async () => {
  const { runs, store, find } = createHarness();
  const failed = store.transaction(world, async (transaction) => {
    await runs.queue(transaction, { id: "r" });
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  expect(await find("r")).toBe(undefined);
  await runs.start(world, { id: "r" }, sayAll(["a"]));
  await expect(runs.start(world, { id: "r" }, sayAll(["a"]))).rejects.toMatchObject({ code: "duplicate" });
});

test.each<[string, Work<Said>, object]>([
  [
    "says an error last",
    async function* () {
      yield { type: "error", code: "upstream_cut", message: "The model stopped." };
    },
    { code: "upstream_cut", message: "The model stopped." },
  ],
  [
    "throws",
    async function* () {
      yield { type: "text", text: "a" };
      throw new Error("secret");
    },
    { code: "work_failed", message: "The agent failed." },
  ],
  [
    "cannot even begin",
    () => {
      throw new Error("secret");
    },
    { code: "work_failed", message: "The agent failed." },
  ],
])("a run whose agent %s has failed, and says so", async (_name, work, error) => {
  const onError = vi.fn();
  const { runs, find } = createHarness({ onError });
  await runs.start(world, { id: "r" }, work);
  expect((await readAll(runs.tail(world, "r"))).at(-1)).toMatch(/run_end failed/);
  expect(await find("r")).toMatchObject({ status: "failed", error });
  expect(JSON.stringify(await find("r"))).not.toContain("secret");
  expect(onError.mock.calls.length).toBe("code" in error && error.code === "work_failed" ? 1 : 0);
});

test("a run that is cancelled stops at once, says nothing more, and is cancelled once", async () => {
  const { runs, clock, cancel, find } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "b", "c"], 1_000));
  const reading = readAll(runs.tail(world, "r"));
  await clock.advance(1_500);
  expect([await cancel("r"), await cancel("r")]).toEqual([true, false]);
  expect((await reading).slice(-2)).toEqual(["2 text b", "3 run_end cancelled"]);
  await settle();
  expect([clock.sleeping(), await find("r")]).toMatchObject([0, { status: "cancelled", endedAt: 2_500 }]);
});

test("an agent that listens to nothing is left alone when its run is cancelled", async () => {
  const { runs, store, cancel } = createHarness();
  await store.transaction(world, (transaction) => runs.queue(transaction, { id: "r" }));
  const worked = runs.launch<Said>(world, "r", async function* () {
    yield { type: "text", text: "a" };
    await new Promise(() => {});
  });
  await settle();
  await cancel("r");
  await worked;
});

test("what an agent says as it is cancelled does not count", async () => {
  const { runs, cancel } = createHarness();
  await runs.start<Said>(world, { id: "r" }, async function* ({ clock, signal }) {
    yield { type: "text", text: "a" };
    await clock.sleep(1_000, signal).catch(() => {});
    yield { type: "text", text: "too late" };
  });
  await settle();
  await cancel("r");
  await settle();
  expect(await readAll(runs.tail(world, "r"))).toEqual(["(1 text a)", "(1 history_end)", "(2 run_end cancelled)"]);
});

test("a run can be cancelled before its turn, and never works", async () => {
  const { runs, store, cancel, find } = createHarness();
  const work = vi.fn(sayAll(["a"]));
  await store.transaction(world, (transaction) => runs.queue(transaction, { id: "r" }));
  await cancel("r");
  await runs.launch(world, "r", work);
  expect([work.mock.calls.length, (await find("r"))?.status]).toEqual([0, "cancelled"]);
});

test("a run works once, however often it is launched", async () => {
  const { runs, store } = createHarness();
  await store.transaction(world, (transaction) => runs.queue(transaction, { id: "r" }));
  await Promise.all([1, 2, 3].map(() => runs.launch(world, "r", sayAll(["a"]))));
  expect(await readAll(runs.tail(world, "r"))).toEqual(["(1 text a)", "(1 history_end)", "(2 run_end done)"]);
});

test("runs of one log work one after the other, and each is read with what was before", async () => {
  const { runs, store, clock, cancel } = createHarness();
  for (const id of ["first", "second", "third"]) {
    await runs.start(world, { id, log: "task" }, sayAll([`${id} a`, `${id} b`], 1_000));
  }
  await settle();
  expect((await store.transaction(world, (transaction) => runs.findActive(transaction, "task")))?.id).toBe("first");
  const reading = ["first", "second", "third"].map((id) => readAll(runs.tail(world, id)));
  await clock.advance(1_500);
  await cancel("second");
  await clock.advance(1_000);
  const [first, second, third] = await Promise.all(reading);
  const all = [
    "(1 text first a)",
    "(1 history_end)",
    "2 text first b",
    "3 run_end done",
    "4 text second a",
    "5 run_end cancelled",
    "6 text third a",
    "7 text third b",
    "8 run_end done",
  ];
  expect([first, second, third]).toEqual([all.slice(0, 4), all.slice(0, 6), all]);
});

test("a run waits for an answer, and goes on with it", async () => {
  const { runs, find, answer } = createHarness();
  await runs.start<Said>(
    world,
    { id: "r" },
    async function* ({ waitForAnswer }) {
      yield { type: "question", text: "May I?" };
      yield { type: "text", text: `You said ${String(await waitForAnswer())}` };
      yield { type: "text", text: `and ${String(await waitForAnswer())}` };
    },
    { asks: ({ type }) => type === "question" },
  );
  const tail = runs.tail<Said>(world, "r");
  for (let item = await tail.next(); item.value?.event.type !== "question"; item = await tail.next());
  expect((await find("r"))?.status).toBe("waiting");
  expect([await answer("r", "yes"), await answer("r", "no")]).toEqual([true, true]);
  expect(await readAll(tail)).toEqual(["2 text You said yes", "3 text and no", "4 run_end done"]);
  expect(await answer("r", "late")).toBe(false);
});

test("a run that waits is running again once it has its answer", async () => {
  const { runs, find, answer, clock } = createHarness();
  await runs.start<Said>(world, { id: "r" }, async function* ({ waitForAnswer, clock, signal }) {
    await waitForAnswer();
    await clock.sleep(1_000, signal);
    yield { type: "text", text: "a" };
  });
  await settle();
  expect((await find("r"))?.status).toBe("waiting");
  await answer("r", "yes");
  await settle();
  expect((await find("r"))?.status).toBe("running");
  await clock.advance(1_000);
  expect((await find("r"))?.status).toBe("done");
});

test("a run that waits can be cancelled", async () => {
  const { runs, cancel } = createHarness();
  await runs.start<Said>(world, { id: "r" }, async function* ({ waitForAnswer }) {
    await waitForAnswer();
    yield { type: "text", text: "too late" };
  });
  await settle();
  await cancel("r");
  expect(await readAll(runs.tail(world, "r"))).toEqual(["(0 history_end)", "(1 run_end cancelled)"]);
});

test("somebody else can add to the log of a run while it works", async () => {
  const { runs, store, clock } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  await settle();
  const note = () =>
    store.transaction(world, (transaction) => runs.note(transaction, "r", { type: "text", text: "me too" } as Said));
  expect(await note()).toBe(true);
  await clock.advance(1_000);
  expect(await note()).toBe(false);
  expect((await readAll(runs.tail(world, "r"))).slice(0, 3)).toEqual(["(1 text a)", "(2 text me too)", "(3 text b)"]);
});

test("a run of a world that is cleared stops, and whoever reads it is told", async () => {
  const { runs, store, clock } = createHarness();
  await runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  const reading = readAll(runs.tail(world, "r"));
  await settle();
  await store.transaction(world, async (transaction) => {
    await transaction.clear();
    await runs.queue(transaction, { id: "r" });
    await transaction.append("run/r", ["of another time"]);
  });
  expect((await reading).at(-1)).toBe("1 run_end failed world_cleared");
  await settle();
  expect(clock.sleeping()).toBe(0);
});

test("a run in a copy of its world has failed, and goes on in the world itself", async () => {
  const { runs, store, clock, find } = createHarness();
  const empty = async () => {};
  const worlds = createWorlds({
    store,
    blobs: createMemoryBlobs(),
    clock,
    collections: [runRecords],
    seeds: [{ empty, demo: empty, "returning-visitor": empty, "long-history": empty }],
    onImport: (transaction) => runs.endAll(transaction),
  });
  await worlds.create(world);
  await runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  await settle();
  await worlds.importWorld(await worlds.exportWorld(world), "copy");
  await clock.advance(1_000);
  expect(await readAll(runs.tail("copy", "r"))).toEqual([
    "(1 text a)",
    "(1 history_end)",
    "(2 run_end failed interrupted)",
  ]);
  expect((await find("r"))?.status).toBe("done");
});

test("a process that stops ends its runs, also those that wait for their turn", async () => {
  const { runs, clock, find } = createHarness();
  for (const id of ["first", "second"]) await runs.start(world, { id, log: "task" }, sayAll(["a", "b"], 1_000));
  await settle();
  await runs.close();
  for (const id of ["first", "second"]) {
    expect(await find(id)).toMatchObject({ status: "failed", error: { code: "interrupted" } });
  }
  expect(clock.sleeping()).toBe(0);
});

test("the chance of a run is the same whenever it works, and its own", async () => {
  const drawn = async (ids: string[]) => {
    const { runs } = createHarness();
    const texts: Record<string, string> = {};
    for (const id of ids) {
      await runs.start<Said>(world, { id }, async function* ({ chance }) {
        yield { type: "text", text: chance.hex(8) };
      });
      texts[id] = (await readAll(runs.tail(world, id))).join(" ");
    }
    return texts;
  };
  const [forwards, backwards] = [await drawn(["a", "b"]), await drawn(["b", "a"])];
  expect(forwards).toEqual(backwards);
  expect(forwards.a).not.toBe(forwards.b);
});
