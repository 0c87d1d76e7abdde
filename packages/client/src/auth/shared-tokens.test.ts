import { createManualClock, settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { type Browser, createBrowser } from "../__fixtures__/tabs.ts";
import { shareFetchToken, type TokenLocks } from "./shared-tokens.ts";
import type { FetchToken, TokenResult } from "./token-result.ts";
import { createTokenSource } from "./token-source.ts";

const start = Date.UTC(2026, 0, 1);
const second = 1_000;
const { signal } = new AbortController();

/** Tabs that share; `calls` says which of them asked, and `answer` answers the oldest open request. */
function openTabs(count: number, browser: Browser = createBrowser()) {
  const clock = createManualClock(start);
  const calls: number[] = [];
  const open: { resolve: (result: TokenResult) => void; reject: (error: unknown) => void }[] = [];
  const ending = new AbortController();
  const channels = Array.from({ length: count }, () => browser.openChannel());
  const tabs = channels.map((channel, index): FetchToken => {
    const fetchToken: FetchToken = () => {
      calls.push(index);
      return new Promise((resolve, reject) => {
        open.push({ resolve, reject });
      });
    };
    const options = { name: "chat", clock, locks: browser.locks, channel, signal: ending.signal };
    return shareFetchToken(fetchToken, options);
  });
  const settled = async (act: () => void) => {
    await settle();
    act();
    await settle();
    await settle();
  };
  return {
    tabs,
    channels,
    clock,
    calls,
    ending,
    browser,
    answer: (result: TokenResult) => settled(() => open.shift()?.resolve(result)),
    fail: (error: unknown) => settled(() => open.shift()?.reject(error)),
  };
}

const token = (name: string, seconds = 600) => ({ token: name, expiresAt: start + seconds * second });

describe("several tabs", () => {
  test("that need a token at the same time ask once", async () => {
    const { tabs, calls, clock, browser, answer } = openTabs(5);
    const getting = Promise.all(tabs.map((fetchToken) => fetchToken({ signal })));
    await answer(token("one"));
    expect((await getting).map((result) => (result as { token: string }).token)).toEqual(
      Array.from({ length: 5 }, () => "one"),
    );
    expect([calls, clock.sleeping(), browser.requests()]).toEqual([[0], 0, 0]);
  });

  test("that need it later are given what was sent to them, once", async () => {
    const { tabs, calls, answer } = openTabs(2);
    const first = tabs[0]?.({ signal });
    await answer(token("one"));
    await first;
    expect(await tabs[1]?.({ signal })).toMatchObject(token("one"));
    expect(calls).toEqual([0]);
    const again = tabs[1]?.({ signal });
    await answer(token("two"));
    expect(await again).toMatchObject(token("two"));
    expect(calls).toEqual([0, 1]);
  });

  test("are given a token that they waited for only once", async () => {
    const { tabs, calls, answer } = openTabs(2);
    const getting = Promise.all(tabs.map((fetchToken) => fetchToken({ signal })));
    await answer(token("one"));
    await getting;
    const again = tabs[1]?.({ signal });
    await answer(token("two"));
    expect(await again).toMatchObject(token("two"));
    expect(calls).toEqual([0, 1]);
  });

  test("do not take a token that has ended since it was sent", async () => {
    const { tabs, calls, clock, answer } = openTabs(2);
    const first = tabs[0]?.({ signal });
    await answer(token("one"));
    await first;
    await clock.advance(600 * second);
    const later = tabs[1]?.({ signal });
    await answer(token("two", 1_200));
    expect(await later).toMatchObject(token("two", 1_200));
    expect(calls).toEqual([0, 1]);
  });

  test("ask one after the other when the first fails", async () => {
    const { tabs, calls, clock, browser, answer, fail } = openTabs(2);
    const getting = Promise.allSettled(tabs.map((fetchToken) => fetchToken({ signal })));
    await fail(new Error("down"));
    expect(calls).toEqual([0]);
    await clock.advance(100);
    expect(calls).toEqual([0, 1]);
    await answer(token("one"));
    expect(await getting).toMatchObject([
      { status: "rejected", reason: new Error("down") },
      { status: "fulfilled", value: token("one") },
    ]);
    expect([clock.sleeping(), browser.requests()]).toEqual([0, 0]);
  });

  test("wait for a token that is slower than the lock", async () => {
    const clock = createManualClock(start);
    const browser = createBrowser((arrive) => void clock.sleep(60).then(arrive));
    const shared = openTabs(2, browser);
    const getting = Promise.all(shared.tabs.map((fetchToken) => fetchToken({ signal })));
    await shared.answer(token("one"));
    await clock.advance(60);
    expect(await getting).toMatchObject([token("one"), token("one")]);
    expect(shared.calls).toEqual([0]);
  });

  test("wait for another tab no longer than 10 seconds", async () => {
    const { tabs, calls, clock, answer } = openTabs(2);
    const hanging = tabs[0]?.({ signal });
    const getting = tabs[1]?.({ signal });
    await clock.advance(10 * second);
    expect(calls).toEqual([0, 1]);
    await answer(token("late"));
    await answer(token("one"));
    expect(await hanging).toMatchObject(token("late"));
    expect(await getting).toMatchObject(token("late"));
  });

  test("that lost patience do not ask again when the lock is free", async () => {
    const { tabs, calls, clock, answer, fail } = openTabs(2);
    const hanging = Promise.allSettled([tabs[0]?.({ signal })]);
    const getting = tabs[1]?.({ signal });
    await clock.advance(10 * second);
    await fail(new Error("down"));
    await hanging;
    await clock.advance(100);
    expect(calls).toEqual([0, 1]);
    await answer(token("one"));
    expect(await getting).toMatchObject(token("one"));
  });

  test("stop waiting with their own signal", async () => {
    const { tabs, calls, clock, browser, answer } = openTabs(2);
    const controller = new AbortController();
    const first = tabs[0]?.({ signal });
    const leaving = Promise.allSettled([tabs[1]?.({ signal: controller.signal })]);
    await settle();
    controller.abort("gone");
    expect(await leaving).toEqual([{ status: "rejected", reason: "gone" }]);
    await answer(token("one"));
    await first;
    expect([calls, clock.sleeping(), browser.requests()]).toEqual([[0], 0, 0]);
  });

  test("get one token for 1000 callers each through their sources", async () => {
    const { tabs, calls, clock, answer } = openTabs(3);
    const sources = tabs.map((fetchToken) => createTokenSource({ fetchToken, clock }));
    const getting = Promise.all(sources.flatMap((source) => Array.from({ length: 1000 }, () => source.get())));
    await answer(token("one"));
    expect(new Set(await getting)).toEqual(new Set(["one"]));
    expect(calls).toEqual([0]);
  });
});

test("messages of other scripts are ignored", async () => {
  const browser = createBrowser();
  const { tabs, calls, answer } = openTabs(1, browser);
  const other = browser.openChannel();
  for (const message of ["hello", null, { token: 1 }, { token: "two words" }, { type: "ping" }])
    other.postMessage(message);
  await settle();
  const getting = tabs[0]?.({ signal });
  await answer(token("one"));
  expect(await getting).toMatchObject(token("one"));
  expect(calls).toEqual([0]);
});

test("nothing but the token and its times is sent", async () => {
  const { tabs, browser, answer } = openTabs(1);
  const getting = tabs[0]?.({ signal });
  const extended = { ...token("one"), refresh_token: "s3cret" };
  await answer(extended);
  await getting;
  expect(browser.posted).toEqual([{ token: "one", issuedAt: Number.NaN, expiresAt: start + 600 * second }]);
});

test("after its signal each tab asks for itself and the channel is closed", async () => {
  const { tabs, channels, calls, ending, browser, answer } = openTabs(2);
  ending.abort();
  const getting = Promise.all(tabs.map((fetchToken) => fetchToken({ signal })));
  await answer("one");
  await answer("two");
  expect(await getting).toEqual(["one", "two"]);
  expect([calls, channels.map(({ isClosed }) => isClosed()), browser.posted]).toEqual([[0, 1], [true, true], []]);
});

test("a token that comes after the signal is given to the tab that asked, and not sent", async () => {
  const { tabs, ending, browser, answer } = openTabs(1);
  const getting = tabs[0]?.({ signal });
  await settle();
  ending.abort();
  await answer(token("one"));
  expect(await getting).toMatchObject(token("one"));
  expect(browser.posted).toEqual([]);
});

describe("each tab asks for itself", () => {
  const fetchToken: FetchToken = async () => "one";
  const { locks, openChannel } = createBrowser();

  test("where there are no locks", () => {
    expect(shareFetchToken(fetchToken, { name: "chat", locks: undefined, channel: openChannel() })).toBe(fetchToken);
  });

  test("where there is no channel", () => {
    expect(shareFetchToken(fetchToken, { name: "chat", locks, channel: undefined })).toBe(fetchToken);
  });

  test("where the origin may not use locks", async () => {
    const refusing: TokenLocks = { request: () => Promise.reject(new Error("SecurityError")) };
    const shared = shareFetchToken(fetchToken, { name: "chat", locks: refusing, channel: openChannel() });
    expect(await shared({ signal })).toMatchObject({ token: "one" });
  });
});

test.skipIf(!("locks" in navigator))("the locks and channels of the runtime serve as well", async () => {
  const ending = new AbortController();
  let calls = 0;
  const fetchToken: FetchToken = async () => {
    calls += 1;
    // Long enough for the other tab to find the lock taken.
    for (let turn = 0; turn < 20; turn += 1) await settle();
    return "one";
  };
  const name = `tokens-shared.test ${process.pid}`;
  // The clock stands still: nobody gives up waiting on a slow machine.
  const clock = createManualClock();
  const tabs = [1, 2, 3].map(() => shareFetchToken(fetchToken, { name, clock, signal: ending.signal }));
  const results = await Promise.all(tabs.map((shared) => shared({ signal })));
  ending.abort();
  expect(results).toMatchObject([{ token: "one" }, { token: "one" }, { token: "one" }]);
  expect(calls).toBe(1);
});
