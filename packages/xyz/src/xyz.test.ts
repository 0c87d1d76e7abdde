import { inspect } from "node:util";
import { createManualClock, settle } from "@parley/clock/manual";
import { afterEach, describe, expect, test } from "vitest";
import { createTestXyz, eventStream, failure, frame, readAll, success } from "./__fixtures__/platform.ts";
import { createTask, createXyz, getTask, keepTokenFresh, streamTask } from "./index.ts";

const start = Date.UTC(2026, 0, 26);
const minute = 60_000;

/** A token that ends after this many minutes. */
function tokenUntil(minutes: number, now = start): string {
  const claims = { sub: "user-42", iat: now / 1000, exp: now / 1000 + minutes * 60 };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}.c2ln`;
}

/** A platform that takes the newest token only, and the back end of a customer that gets a new one. */
function platform({ lifetime = 60 } = {}) {
  const clock = createManualClock(start);
  const presented: string[] = [];
  let fetches = 0;
  let current = tokenUntil(lifetime);
  return {
    clock,
    presented,
    fetches: () => fetches,
    current: () => current,
    /** Makes the platform forget all tokens. */
    revoke: () => {
      current = "none";
    },
    fetchToken: async () => {
      fetches += 1;
      await settle();
      current = `${tokenUntil(lifetime, clock.now())}${fetches}`;
      return current;
    },
    fetch: (request: Request) => {
      const token = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
      presented.push(token);
      return token === current ? success({ id: "task-1", status: "pending" }) : failure(401, "INVALID_TOKEN");
    },
  };
}

describe("reactive refresh", () => {
  test("a 401 has a token fetched once and the request sent once more", async () => {
    const { fetch, fetchToken, fetches, presented, clock, current, revoke } = platform();
    const token = current();
    const xyz = createTestXyz(fetch, { token, fetchToken, clock });
    await getTask(xyz, "task-1");
    revoke();
    expect((await createTask(xyz, { message: "Hi" })).id).toBe("task-1");
    expect([fetches(), presented]).toEqual([1, [token, token, current()]]);
  });

  test("a second 401 is thrown", async () => {
    const { fetchToken, fetches, clock } = platform();
    let calls = 0;
    const refuse = () => {
      calls += 1;
      return failure(401, "INVALID_TOKEN");
    };
    const xyz = createTestXyz(refuse, { fetchToken, clock, token: tokenUntil(60) });
    await expect(getTask(xyz, "task-1")).rejects.toMatchObject({ name: "AuthenticationError", code: "INVALID_TOKEN" });
    expect([fetches(), calls]).toEqual([1, 2]);
  });

  test("a 403 is thrown, and no token is fetched", async () => {
    const { fetchToken, fetches, clock } = platform();
    let calls = 0;
    const refuse = () => {
      calls += 1;
      return failure(403, "FORBIDDEN");
    };
    const xyz = createTestXyz(refuse, { fetchToken, clock, token: tokenUntil(60) });
    await expect(getTask(xyz, "task-1")).rejects.toMatchObject({ name: "PermissionError", code: "FORBIDDEN" });
    expect([fetches(), calls]).toEqual([0, 1]);
  });

  test("100 requests that are refused together share one fetchToken", async () => {
    const { fetch, fetchToken, fetches, presented, clock, current, revoke } = platform();
    const xyz = createTestXyz(fetch, { token: current(), fetchToken, clock });
    revoke();
    const tasks = await Promise.all(Array.from({ length: 100 }, () => getTask(xyz, "task-1")));
    expect([tasks.length, fetches(), presented.length]).toEqual([100, 1, 200]);
  });

  test("100 requests without a token share one fetchToken", async () => {
    const { fetch, fetchToken, fetches, presented, clock } = platform();
    const xyz = createTestXyz(fetch, { fetchToken, clock });
    await Promise.all(Array.from({ length: 100 }, () => getTask(xyz, "task-1")));
    expect([fetches(), presented.length]).toEqual([1, 100]);
  });

  test("a token alone cannot be replaced", async () => {
    const { fetch, presented } = platform();
    await expect(getTask(createTestXyz(fetch, { token: "eyJ.e30.b2xk" }), "task-1")).rejects.toMatchObject({
      status: 401,
    });
    expect(presented).toEqual(["eyJ.e30.b2xk"]);
  });

  test("a failure of fetchToken is thrown as TokenError", async () => {
    const fetchToken = () => Promise.reject(new Error("no session"));
    const xyz = createTestXyz(() => success({}), { fetchToken });
    await expect(getTask(xyz, "task-1")).rejects.toMatchObject({ name: "TokenError", code: "no_token" });
  });

  test("a stream is opened again with a fresh token", async () => {
    const { fetchToken, presented, clock, current, ...server } = platform();
    const running = frame("history_done", { messageCount: 0, isStreaming: true });
    const streams = [[running], [running, frame("done", { finalResponse: "" })]].values();
    const fetch = (request: Request) => {
      const answer = server.fetch(request);
      if (answer.ok) server.revoke();
      return answer.ok ? eventStream(streams.next().value ?? []) : answer;
    };
    const xyz = createTestXyz(fetch, { token: current(), fetchToken, clock });
    expect((await readAll(await streamTask(xyz, "task-1"))).events.length).toBe(2);
    expect([server.fetches(), presented.length]).toEqual([1, 3]);
  });
});

describe("proactive refresh", () => {
  test("the first request in the last 60 seconds has the token replaced, and does not wait for it", async () => {
    const { fetch, fetchToken, fetches, clock, current } = platform();
    const xyz = createTestXyz(fetch, { token: current(), fetchToken, clock });
    await clock.advance(59 * minute - 1);
    await getTask(xyz, "task-1");
    expect(fetches()).toBe(0);
    await clock.advance(1);
    await getTask(xyz, "task-1");
    await settle();
    expect(fetches()).toBe(1);
  });

  test("in the background it is replaced by the clock, token after token, until it is closed", async () => {
    const { fetch, fetchToken, fetches, clock, current } = platform();
    const xyz = createTestXyz(fetch, { token: current(), fetchToken, clock });
    const refresh = keepTokenFresh(xyz);
    await clock.advance(58 * minute);
    expect(fetches()).toBe(0);
    await clock.advance(minute + 5_000);
    expect(fetches()).toBe(1);
    await clock.advance(59 * minute + 5_000);
    expect(fetches()).toBe(2);
    refresh.close();
    await clock.advance(600 * minute);
    expect([fetches(), clock.sleeping()]).toEqual([2, 0]);
    expect((await getTask(xyz, "task-1")).id).toBe("task-1");
  });

  test("a token of less than two minutes is replaced at half of its life", async () => {
    const { fetch, fetchToken, fetches, clock, current } = platform({ lifetime: 1 });
    const refresh = keepTokenFresh(createTestXyz(fetch, { token: current(), fetchToken, clock }));
    await clock.advance(29_000);
    expect(fetches()).toBe(0);
    await clock.advance(3_000);
    expect(fetches()).toBe(1);
    refresh.close();
  });

  test("in the background needs fetchToken", () => {
    const xyz = createTestXyz(() => success({}), { token: "eyJ.e30.c2ln" });
    expect(() => keepTokenFresh(xyz)).toThrow(expect.objectContaining({ name: "UsageError", code: "no_fetch_token" }));
  });

  test("without it no timer runs", async () => {
    const { fetch, fetchToken, clock, current } = platform();
    await getTask(createTestXyz(fetch, { token: current(), fetchToken, clock }), "task-1");
    await settle();
    expect(clock.sleeping()).toBe(0);
  });
});

describe("set-up", () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "document");
  });

  test("refuses an API key in a browser, and takes a token there", () => {
    Reflect.set(globalThis, "document", {});
    expect(() => createXyz({ apiKey: "xyz_1" })).toThrow(expect.objectContaining({ code: "secret_in_browser" }));
    expect(createXyz({ token: "eyJ.e30.c2ln" })).toBeDefined();
  });

  test.each([
    ["an API key beside a token", { apiKey: "xyz_1", token: "eyJ.e30.c2ln" }, "two_credentials"],
    ["an API key beside fetchToken", { apiKey: "xyz_1", fetchToken: async () => "" }, "two_credentials"],
    ["an address that is none", { token: "a", baseUrl: "xyz.test" }, "invalid_base_url"],
  ])("refuses %s", (_name, options, code) => {
    expect(() => createXyz(options)).toThrow(expect.objectContaining({ name: "UsageError", code }));
  });

  test("shows neither key nor token", async () => {
    const key = `xyz_${"0123456789abcdef".repeat(4)}`;
    const xyz = createTestXyz(() => failure(401, "INVALID_API_KEY"), { apiKey: key });
    const error: unknown = await getTask(xyz, "task-1").catch((reason: unknown) => reason);
    for (const value of [xyz, error]) {
      expect(`${inspect(value, { depth: 9 })}${JSON.stringify(value)}${String(value)}`).not.toContain("0123456789");
    }
  });
});
