import { createManualClock, settle } from "@parley/clock/manual";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createChance } from "../chance/index.ts";
import { choosePacing, createPacer, findPacing, type Pacing, type PacingName, pacings } from "./pacing.ts";
import { createHarness, type Said, sayAll, world } from "./testing/harness.ts";

const steady: Pacing = { firstEvent: 500, eventsPerSecond: 10, jitter: 0, chunk: 4 };

/** When each of some events comes, by a clock that is moved for an hour. */
async function timesOf(pacing: Pacing, count: number, seed = "demo"): Promise<number[]> {
  const clock = createManualClock();
  const pacer = createPacer(pacing, { clock, chance: createChance(seed, "pacing") });
  const times: number[] = [];
  const work = (async () => {
    for (let index = 0; index < count; index += 1) {
      await pacer.wait();
      times.push(clock.now());
    }
  })();
  await clock.advance(3_600_000);
  await work;
  return times;
}

test("the first event comes after its time, the others at their rate", async () => {
  expect(await timesOf(steady, 5)).toEqual([500, 600, 700, 800, 900]);
});

test.each(Object.entries(pacings))(
  "%s takes as long as it says, and varies as much as it may",
  async (_name, pacing) => {
    const times = await timesOf(pacing, 50);
    const mean = 1_000 / pacing.eventsPerSecond;
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const gap of gaps) {
      expect(gap).toBeGreaterThanOrEqual(mean * (1 - pacing.jitter) - 1e-6);
      expect(gap).toBeLessThanOrEqual(mean * (1 + pacing.jitter) + 1e-6);
    }
    expect(Math.abs((times[0] ?? 0) - pacing.firstEvent)).toBeLessThanOrEqual(pacing.firstEvent * pacing.jitter);
    expect(await timesOf(pacing, 50)).toEqual(times);
    expect(new Set(gaps.map(Math.round)).size > 1).toBe(pacing.jitter > 0);
  },
);

test("instant waits for nothing", async () => {
  const clock = createManualClock();
  const pacer = createPacer(pacings.instant, { clock, chance: createChance("demo", "pacing") });
  for (let index = 0; index < 10; index += 1) await pacer.wait();
  expect(clock.sleeping()).toBe(0);
});

test("what a timer is late does not add up, and a late event shortens no pause after it", async () => {
  const clock = createManualClock();
  const pacer = createPacer(steady, { clock, chance: createChance("demo", "pacing") });
  const times: number[] = [];
  const wait = async () => {
    await pacer.wait();
    times.push(clock.now());
  };
  const first = wait();
  await clock.advance(500);
  await first;
  await clock.advance(30);
  const second = wait();
  await clock.advance(70);
  await second;
  await clock.advance(1_000);
  await wait();
  const next = wait();
  await clock.advance(100);
  await next;
  expect(times).toEqual([500, 600, 1_600, 1_700]);
});

test("a clock that is set back holds nothing up for longer than one pause", async () => {
  const clock = createManualClock(1_000_000);
  const pacer = createPacer({ ...steady, firstEvent: 0 }, { clock, chance: createChance("demo", "pacing") });
  await pacer.wait();
  await clock.set(0);
  const waiting = pacer.wait();
  await clock.advance(100);
  await waiting;
});

test("who is aborted while waiting hears why", async () => {
  const clock = createManualClock();
  const pacer = createPacer(steady, { clock, chance: createChance("demo", "pacing") });
  await expect(pacer.wait(AbortSignal.abort("enough"))).rejects.toBe("enough");
});

test("texts are cut into pieces, which are the text again, and break no character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (text, chunk) => {
      const chance = createChance("demo", "pacing");
      const pieces = createPacer({ ...steady, chunk, jitter: 0.5 }, { clock: createManualClock(), chance }).cut(text);
      expect(pieces.join("")).toBe(text);
      for (const piece of pieces)
        expect([...piece].length).toBeLessThanOrEqual(Math.max(chunk, Math.round(chunk * 1.5)));
      expect(pieces.every((piece) => piece.isWellFormed())).toBe(text.isWellFormed());
    }),
    { seed: 7 },
  );
});

test.each<[string, Record<string, string>, PacingName]>([
  ["", {}, "typical"],
  ["?parley-pacing=fast", {}, "fast"],
  ["", { "X-Parley-Pacing": "slow-3g" }, "slow-3g"],
  ["?parley-pacing=fast", { "X-Parley-Pacing": "instant" }, "instant"],
])("a request with %s and %j has its pacing", (query, headers, name) => {
  const request = new Request(`http://127.0.0.1/chat${query}`, { headers });
  expect(choosePacing(request, pacings.typical)).toBe(pacings[name]);
});

test.each(["", "warp", "toString"])("there is no pacing %j", (name) => {
  expect(() => findPacing(name)).toThrow(expect.objectContaining({ code: "unknown_pacing" }));
});

test("a run keeps to its pacing, cuts its texts, and changes when it is told", async () => {
  const { runs, clock, store } = createHarness();
  await runs.start<Said>(world, { id: "r" }, sayAll(["at once", "abcdefgh", "faster", "12"]), {
    pacing: steady,
    cut: (event, cut) => cut(event.text ?? "").map((text) => ({ ...event, text })),
    isImmediate: ({ text }) => text === "at once" || text === "faster",
    changePacing: ({ text }) =>
      text === "faster" ? { ...steady, firstEvent: 50, eventsPerSecond: 100, chunk: 1 } : undefined,
  });
  await settle();
  await clock.advance(10_000);
  const { entries } = await store.readLog(world, "run/r");
  const said = (entries as unknown as { value: { at: number; event: Said } }[]).map(({ value: { at, event } }) => [
    at - 1_000,
    event.text,
  ]);
  expect(said).toEqual([
    ...["at o", "nce"].map((text) => [0, text]),
    [500, "abcd"],
    [600, "efgh"],
    ...[..."faster"].map((text) => [600, text]),
    [650, "1"],
    [660, "2"],
    [660, undefined],
  ]);
});
