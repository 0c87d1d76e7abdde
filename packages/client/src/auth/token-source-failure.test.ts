import { createManualClock, settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createIssuer, lasting, minute, second, start } from "../__fixtures__/issuer.ts";
import { printed } from "../__fixtures__/printed.ts";
import { createApiError, TimeoutError } from "../errors/index.ts";
import type { FetchToken } from "./token-result.ts";
import { createTokenSource } from "./token-source.ts";

describe("a refresh that does not help", () => {
  test("gives an error when it brings the refused token, and asks again only after the back-off", async () => {
    const { source, clock, answer, calls } = createIssuer({ token: "one" });
    source.invalidate("one");
    const getting = Promise.allSettled([source.get()]);
    await answer("one");
    expect(await getting).toMatchObject([
      { status: "rejected", reason: { name: "TokenError", code: "refused_token" } },
    ]);
    await expect(source.get()).rejects.toMatchObject({ code: "refused_token" });
    expect(calls()).toBe(1);
    await clock.advance(second / 2);
    const again = source.get();
    await answer("one");
    // The refusal may have been a mistake of the server.
    expect([await again, calls()]).toEqual(["one", 2]);
  });

  test("uses a token that has ended by the clock of this machine until the server refuses it", async () => {
    const { source, answer, calls } = createIssuer();
    const getting = source.get();
    await answer({ token: "one", expiresAt: start - minute });
    expect([await getting, await source.get(), source.expiresAt(), calls()]).toEqual(["one", "one", undefined, 1]);
    source.invalidate("one");
    const again = source.get();
    await answer({ token: "two", expiresAt: start - minute });
    expect([await again, await source.get(), calls()]).toEqual(["two", "two", 2]);
  });
});

describe("a failed refresh", () => {
  test("leaves the current token in use, and is tried again after the back-off", async () => {
    const { source, clock, fail, answer, calls } = createIssuer({ token: lasting("one", 10 * minute, start) });
    await clock.advance(9 * minute);
    await source.get();
    await fail(new Error("down"));
    expect([await source.get(), calls()]).toEqual(["one", 1]);
    await clock.advance(second / 2);
    expect([await source.get()]).toEqual(["one"]);
    await answer(lasting("two", 10 * minute, clock.now()));
    expect([await source.get(), calls()]).toEqual(["two", 2]);
  });

  test("gives an error with its cause when no token is valid", async () => {
    const { source, fail } = createIssuer({ token: { token: "one", expiresAt: start } });
    const getting = Promise.allSettled([source.get()]);
    const cause = new Error("down");
    await fail(cause);
    expect(await getting).toEqual([
      {
        status: "rejected",
        reason: expect.objectContaining({
          name: "TokenError",
          code: "no_token",
          message: "There is no access token, because fetchToken failed",
          cause,
        }),
      },
    ]);
  });

  test("backs off twice as long each time, up to 30 seconds, by chance", async () => {
    const { source, clock, fail, calls } = createIssuer({ random: () => 0.75 });
    for (const [index, wait] of [750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500].entries()) {
      const failed = source.get().catch(() => {});
      await fail(new Error("down"));
      await failed;
      await clock.advance(wait - 1);
      await expect(source.get()).rejects.toMatchObject({ code: "no_token" });
      expect(calls()).toBe(index + 1);
      await clock.advance(1);
    }
  });

  test("backs off shortly again after a success", async () => {
    const { source, clock, answer, fail, calls } = createIssuer();
    const ask = async (settled: () => Promise<void>) => {
      const getting = source.get().catch(() => {});
      await settled();
      await getting;
    };
    await ask(() => fail(new Error("down")));
    await clock.advance(second / 2);
    await ask(() => fail(new Error("down")));
    await clock.advance(second);
    await ask(() => answer("one"));
    source.invalidate("one");
    await ask(() => fail(new Error("down")));
    await clock.advance(second / 2);
    await ask(() => answer("two"));
    expect([await source.get(), calls()]).toEqual(["two", 5]);
  });

  test.each([
    [12 * second, 12 * second],
    [90 * second, 30 * second],
  ])("waits when the token endpoint asks for %i ms: %i ms", async (retryAfter, expected) => {
    const { source, clock, fail, calls } = createIssuer();
    const failed = source.get().catch(() => {});
    const response = new Response(null, { status: 429 });
    await fail(createApiError("busy", { code: "busy", status: 429, body: undefined, response, retryAfter }));
    await failed;
    await clock.advance(expected - 1);
    await expect(source.get()).rejects.toMatchObject({ code: "no_token" });
    expect(calls()).toBe(1);
    await clock.advance(1);
    void source.get().catch(() => {});
    await settle();
    expect(calls()).toBe(2);
  });

  test("does not rest for hours when the clock of the machine is set back", async () => {
    let shift = 0;
    const clock = createManualClock(start);
    let calls = 0;
    const source = createTokenSource({
      clock: { ...clock, now: () => clock.now() + shift },
      random: () => 1,
      fetchToken: async () => {
        calls += 1;
        throw new Error("down");
      },
    });
    await expect(source.get()).rejects.toMatchObject({ code: "no_token" });
    shift = -60 * minute;
    await expect(source.get()).rejects.toMatchObject({ code: "no_token" });
    expect(calls).toBe(2);
  });

  test("of any kind shows no secret", async () => {
    const secret = "tok3n-S3cret.value";
    const errors: unknown[] = [];
    for (const fetchToken of [
      () => Promise.reject(new Error(`bad header: Bearer ${secret}`)),
      () => {
        throw new Error(secret);
      },
      async () => `${secret}\n`,
      async () => ({ token: secret }),
    ] satisfies FetchToken[]) {
      const source = createTokenSource({ fetchToken, token: secret, clock: createManualClock() });
      source.invalidate(secret);
      errors.push(await source.get().catch((error: unknown) => error));
    }
    expect(errors.map((error) => (error as { code?: unknown }).code)).toEqual([
      "no_token",
      "no_token",
      "malformed_token",
      "refused_token",
    ]); // errors of a TokenSource have codes
    expect(errors.filter((error) => printed(error).includes(secret))).toEqual([]);
  });

  test("by silence ends after 30 seconds and leaves nothing behind", async () => {
    const { source, clock, signals } = createIssuer();
    const getting = Promise.allSettled([source.get()]);
    await clock.advance(30 * second);
    expect(await getting).toMatchObject([
      { status: "rejected", reason: { code: "no_token", cause: expect.any(TimeoutError) } },
    ]);
    expect([signals[0]?.aborted, clock.sleeping()]).toEqual([true, 0]);
  });
});
