import { createManualClock } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { jwt } from "../__fixtures__/jwt.ts";
import { keepFresh } from "./keep-fresh.ts";
import type { TokenResult } from "./token-result.ts";
import { createTokenSource, type TokenSourceOptions } from "./token-source.ts";

const start = Date.UTC(2026, 0, 1);
const second = 1_000;
const minute = 60 * second;

/** Keeps a source fresh whose tokens live as long as `lifetime`; `times` are the seconds at which it was asked. */
function createKept(lifetime: number | undefined, options: Partial<TokenSourceOptions> = {}) {
  const clock = createManualClock(start);
  const times: number[] = [];
  const issue = (): TokenResult => ({
    token: `token-${times.length}`,
    ...(lifetime !== undefined && { expiresAt: clock.now() + lifetime }),
  });
  const source = createTokenSource({
    clock,
    random: () => 0.5,
    fetchToken: async () => {
      times.push((clock.now() - start) / second);
      return issue();
    },
    ...options,
  });
  const controller = new AbortController();
  const kept = keepFresh(source, { signal: controller.signal, clock });
  return { clock, source, times, controller, kept };
}

test.each<[string, number | undefined, Partial<TokenSourceOptions>, number, number[]]>([
  ["once, a minute before the end", 60 * minute, {}, 70 * minute, [0, 3_541]],
  ["again and again", 10 * minute, {}, 30 * minute, [0, 541, 1082, 1623]],
  ["at half of a short life", 90 * second, {}, 200 * second, [0, 45.5, 91, 136.5, 182]],
  ["not at all where the end is unknown", undefined, {}, 180 * minute, [0]],
  ["as early as the source wants, within a minute", 60 * minute, { earlyRefresh: 5 * minute }, 60 * minute, [0, 3_355]],
  [
    "not the token to begin with before it is time",
    60 * minute,
    { token: jwt({ iat: start / 1000 - 1800, exp: start / 1000 + 1800 }) },
    40 * minute,
    [1741],
  ],
])("refreshes %s", async (_, lifetime, options, time, expected) => {
  const { clock, times, controller, kept } = createKept(lifetime, options);
  await clock.advance(time);
  expect(times).toEqual(expected);
  controller.abort();
  await kept;
});

test("tries again before the end when a refresh fails", async () => {
  const clock = createManualClock(start);
  const times: number[] = [];
  const source = createTokenSource({
    clock,
    random: () => 0.5,
    token: { token: "one", expiresAt: start + 10 * minute },
    fetchToken: async () => {
      times.push((clock.now() - start) / second);
      if (times.length < 3) throw new Error("down");
      return { token: "two", expiresAt: clock.now() + 10 * minute };
    },
  });
  const controller = new AbortController();
  const kept = keepFresh(source, { signal: controller.signal, clock });
  await clock.advance(10 * minute - second);
  expect(await source.get()).toBe("two");
  expect(times).toEqual([541, 571, 586]);
  controller.abort();
  await kept;
});

test("goes on trying after the end", async () => {
  const clock = createManualClock(start);
  let isDown = true;
  const source = createTokenSource({
    clock,
    random: () => 0.5,
    fetchToken: async () => {
      if (isDown) throw new Error("down");
      return "one";
    },
  });
  const controller = new AbortController();
  const kept = keepFresh(source, { signal: controller.signal, clock });
  await clock.advance(5 * minute);
  isDown = false;
  await clock.advance(2 * minute);
  expect(await source.get()).toBe("one");
  controller.abort();
  await kept;
});

test("ends with the signal and leaves nothing behind", async () => {
  const { clock, times, controller, kept } = createKept(10 * minute);
  await clock.advance(minute);
  controller.abort();
  await kept;
  expect(clock.sleeping()).toBe(0);
  await clock.advance(60 * minute);
  expect(times).toEqual([0]);
});
