import { createManualClock, settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createIssuer, lasting, minute, second, start } from "../__fixtures__/issuer.ts";
import { jwt } from "../__fixtures__/jwt.ts";
import { printed } from "../__fixtures__/printed.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

describe("a first token", () => {
  test("is fetched when it is needed", async () => {
    const { source, answer, calls } = createIssuer();
    expect(calls()).toBe(0);
    const getting = source.get();
    await answer("one");
    expect(await getting).toBe("one");
    expect(await source.get()).toBe("one");
    expect(calls()).toBe(1);
  });

  test("that was given is used", async () => {
    const { source, calls } = createIssuer({ token: "given" });
    expect(await source.get()).toBe("given");
    expect(calls()).toBe(0);
  });

  test("that was given and has ended is replaced", async () => {
    const { source, answer } = createIssuer({ token: { token: "given", expiresAt: start - second } });
    const getting = source.get();
    await answer("one");
    expect(await getting).toBe("one");
  });

  test("that was given late in its life is replaced 60 seconds before its end, counted from its issue", async () => {
    const token = jwt({ iat: (start - 58.5 * minute) / 1000, exp: (start + 1.5 * minute) / 1000 });
    const { source, clock, calls } = createIssuer({ token });
    await clock.advance(minute / 2 - 1);
    await source.get();
    await settle();
    expect(calls()).toBe(0);
    await clock.advance(1);
    await source.get();
    await settle();
    expect(calls()).toBe(1);
  });

  test("that is none is refused at once", () => {
    expect(() => createIssuer({ token: "" })).toThrow(expect.objectContaining({ code: "malformed_token" }));
  });
});

describe("single flight", () => {
  test("1000 parallel callers wait for one fetchToken", async () => {
    const { source, answer, calls } = createIssuer();
    const getting = Array.from({ length: 1000 }, () => source.get({ signal: new AbortController().signal }));
    await answer("one");
    expect(new Set(await Promise.all(getting))).toEqual(new Set(["one"]));
    expect(calls()).toBe(1);
  });

  test("1000 parallel refusals of one token lead to one fetchToken", async () => {
    const { source, answer, calls } = createIssuer({ token: "old" });
    const getting = Array.from({ length: 1000 }, async () => {
      const token = await source.get();
      source.invalidate(token);
      return source.get();
    });
    await answer("new");
    expect(new Set(await Promise.all(getting))).toEqual(new Set(["new"]));
    expect(calls()).toBe(1);
  });

  test("1000 parallel callers are told of one failure, and those after it until the back-off is over", async () => {
    const { source, fail, calls } = createIssuer();
    const getting = Promise.allSettled(Array.from({ length: 1000 }, () => source.get()));
    await fail(new Error("down"));
    expect(new Set((await getting).map(({ status }) => status))).toEqual(new Set(["rejected"]));
    await expect(source.get()).rejects.toMatchObject({ code: "no_token" });
    expect(calls()).toBe(1);
  });

  test("a fetchToken that asks its own source does not begin another flight, and ends by the time limit", async () => {
    const clock = createManualClock(start);
    let calls = 0;
    const source: TokenSource = createTokenSource({
      clock,
      fetchToken: () => {
        calls += 1;
        return source.get();
      },
    });
    const getting = Promise.allSettled([source.get()]);
    await clock.advance(30 * second);
    expect(await getting).toMatchObject([{ status: "rejected", reason: { code: "no_token" } }]);
    expect(calls).toBe(1);
  });
});

describe("early refresh", () => {
  test.each<[string, number, number, number | undefined]>([
    ["60 seconds before the end", 60 * minute, 59 * minute, undefined],
    ["60 seconds before the end of a life of 120 seconds", 2 * minute, minute, undefined],
    ["at half of a life of 119 seconds", 119 * second, 59.5 * second, undefined],
    ["at half of a life of 10 seconds", 10 * second, 5 * second, undefined],
    ["as early as was set", 60 * minute, 55 * minute, 5 * minute],
    ["at half of a life that is short for what was set", 8 * minute, 4 * minute, 5 * minute],
    ["only at the end if that was set", 60 * minute, 60 * minute, 0],
  ])("begins %s", async (_, lifetime, expected, earlyRefresh) => {
    const { source, clock, answer, calls } = createIssuer(earlyRefresh === undefined ? {} : { earlyRefresh });
    const getting = source.get();
    await answer(lasting("one", lifetime, start));
    await getting;
    await clock.advance(expected - 1);
    expect(await source.get()).toBe("one");
    await settle();
    expect(calls()).toBe(1);
    await clock.advance(1);
    void source.get();
    await settle();
    expect(calls()).toBe(2);
  });

  test("gives the current token at once and asks once for the next", async () => {
    const { source, clock, answer, calls } = createIssuer({ token: lasting("one", 10 * minute, start) });
    await clock.advance(9 * minute);
    const early = await Promise.all(Array.from({ length: 1000 }, () => source.get()));
    expect(new Set(early)).toEqual(new Set(["one"]));
    await answer(lasting("two", 10 * minute, clock.now()));
    expect(await source.get()).toBe("two");
    expect(calls()).toBe(1);
  });

  test("is waited for when the current token ends meanwhile", async () => {
    const { source, clock, answer, calls } = createIssuer({ token: lasting("one", 10 * minute, start) });
    await clock.advance(10 * minute - second);
    await source.get();
    await clock.advance(second);
    const getting = source.get();
    await answer(lasting("two", 10 * minute, clock.now()));
    expect(await getting).toBe("two");
    expect(calls()).toBe(1);
  });

  test("that brings a token with little life left does not begin again at once", async () => {
    const { source, clock, answer, calls } = createIssuer();
    const getting = source.get();
    await answer(jwt({ iat: start / 1000 - 3_600, exp: start / 1000 + 40 }));
    await getting;
    await Promise.all(Array.from({ length: 10 }, () => source.get()));
    await clock.advance(19 * second);
    await source.get();
    await settle();
    expect(calls()).toBe(1);
  });
});

describe("a token whose end is unknown", () => {
  test("is used until it is refused", async () => {
    const { source, clock, answer, calls } = createIssuer({ token: "one" });
    await clock.advance(1000 * 24 * 60 * minute);
    expect(await source.get()).toBe("one");
    source.invalidate("one");
    const getting = source.get();
    await answer("two");
    expect(await getting).toBe("two");
    expect([calls(), source.expiresAt()]).toEqual([1, undefined]);
  });
});

describe("invalidate", () => {
  test("of an older token does not throw a newer one away", async () => {
    const { source, answer, calls } = createIssuer({ token: "one" });
    source.invalidate("one");
    const getting = source.get();
    source.invalidate("one");
    await answer("two");
    source.invalidate("one");
    expect([await getting, await source.get(), calls()]).toEqual(["two", "two", 1]);
  });

  test("during an early refresh waits for that refresh", async () => {
    const { source, clock, answer, calls } = createIssuer({ token: lasting("one", 10 * minute, start) });
    await clock.advance(9 * minute);
    await source.get();
    source.invalidate("one");
    const getting = source.get();
    await answer(lasting("two", 10 * minute, clock.now()));
    expect([await getting, calls()]).toEqual(["two", 1]);
  });
});

describe("a caller's signal", () => {
  test("rejects only that caller, with its reason", async () => {
    const { source, answer, signals } = createIssuer();
    const controller = new AbortController();
    const leaving = Promise.allSettled([source.get({ signal: controller.signal })]);
    const staying = source.get({ signal: new AbortController().signal });
    await settle();
    controller.abort("gone");
    expect(await leaving).toEqual([{ status: "rejected", reason: "gone" }]);
    expect(signals[0]?.aborted).toBe(false);
    await answer("one");
    expect(await staying).toBe("one");
  });

  test("ends the flight when nobody else waits; that is no failure", async () => {
    const { source, clock, answer, calls, signals } = createIssuer();
    const controllers = [new AbortController(), new AbortController()];
    const leaving = Promise.allSettled(controllers.map(({ signal }) => source.get({ signal })));
    await settle();
    for (const controller of controllers) controller.abort("gone");
    expect((await leaving).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect([signals[0]?.aborted, clock.sleeping()]).toEqual([true, 0]);
    const getting = source.get();
    await answer("too late");
    await answer("one");
    expect([await getting, calls()]).toEqual(["one", 2]);
  });

  test("that ends a flight leaves the next one alone", async () => {
    const { source, answer, calls } = createIssuer();
    const controller = new AbortController();
    const leaving = Promise.allSettled([source.get({ signal: controller.signal })]);
    await settle();
    controller.abort("gone");
    const getting = [source.get()];
    await leaving;
    await settle();
    getting.push(source.get());
    await answer("too late");
    await answer("one");
    expect([await Promise.all(getting), calls()]).toEqual([["one", "one"], 2]);
  });

  test("does not end a refresh in the background", async () => {
    const { source, clock, answer, signals } = createIssuer({ token: lasting("one", 10 * minute, start) });
    await clock.advance(9 * minute);
    await clock.advance(minute - second);
    await source.get();
    await clock.advance(second);
    const controller = new AbortController();
    const leaving = Promise.allSettled([source.get({ signal: controller.signal })]);
    controller.abort("gone");
    await leaving;
    await settle();
    expect(signals[0]?.aborted).toBe(false);
    await answer("two");
    expect(await source.get()).toBe("two");
  });

  test("that has ended before asks for nothing", async () => {
    const { source, calls } = createIssuer();
    await expect(source.get({ signal: AbortSignal.abort("gone") })).rejects.toBe("gone");
    await settle();
    expect(calls()).toBe(0);
  });

  test("is let go of when the token is there", async () => {
    const { source, answer, clock } = createIssuer();
    const { signal } = new AbortController();
    const listeners: string[] = [];
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...parameters: Parameters<typeof add>) => {
      listeners.push(parameters[0]);
      add(...parameters);
    };
    signal.removeEventListener = (...parameters: Parameters<typeof remove>) => {
      listeners.pop();
      remove(...parameters);
    };
    const getting = source.get({ signal });
    expect(listeners).toEqual(["abort"]);
    await answer("one");
    await getting;
    expect([listeners, clock.sleeping()]).toEqual([[], 0]);
  });
});

test("a source shows nothing of its tokens", () => {
  const { source } = createIssuer({ token: "tok3n-S3cret.value" });
  expect(printed(source)).not.toContain("S3cret");
});
