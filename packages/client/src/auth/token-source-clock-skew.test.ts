import { createManualClock, settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createIssuer, lasting, minute, second, start } from "../__fixtures__/issuer.ts";
import { jwt } from "../__fixtures__/jwt.ts";
import { createTokenSource } from "./token-source.ts";

describe("clock skew", () => {
  const lifetime = 10 * minute;

  test.each<[string, number, number]>([
    ["an hour ahead", 60 * minute, 60 * minute + 500],
    ["an hour behind", -60 * minute, -60 * minute + 500],
    ["a little more than a second ahead", 1_200, 1_500],
    ["right, and read late", -400, 0],
    ["right, and cut to the second", 999, 0],
  ])("the Date header shows that the server is %s", (_, ahead, expected) => {
    const { source } = createIssuer({ token: lasting("one", lifetime, start) });
    source.observeServerDate(new Date(Math.floor((start + ahead) / second) * second));
    expect(start + lifetime - (source.expiresAt() ?? Number.NaN)).toBe(expected);
  });

  test("the Date header that is no date is ignored", () => {
    const { source } = createIssuer({ token: lasting("one", lifetime, start) });
    source.observeServerDate(new Date("yesterday"));
    expect(source.expiresAt()).toBe(start + lifetime);
  });

  test("a token is refreshed in time by the clock of the server", async () => {
    const { source, clock, calls } = createIssuer({ token: lasting("one", lifetime, start) });
    source.observeServerDate(new Date(start + 5 * minute));
    await clock.advance(4 * minute - 501);
    await source.get();
    await settle();
    expect(calls()).toBe(0);
    await clock.advance(1);
    await source.get();
    await settle();
    expect(calls()).toBe(1);
  });

  test("a token that is issued in the future shows that this clock is behind", async () => {
    const server = start + 60 * minute;
    const { source, answer } = createIssuer();
    const getting = source.get();
    await answer(jwt({ iat: server / 1000, exp: (server + lifetime) / 1000 }));
    await getting;
    expect(source.expiresAt()).toBe(start + lifetime);
  });

  test("a given token that is issued in the future shows it too", () => {
    const server = start + 60 * minute;
    const { source } = createIssuer({ token: jwt({ iat: server / 1000, exp: (server + lifetime) / 1000 }) });
    expect(source.expiresAt()).toBe(start + lifetime);
  });

  test("a new token that has ended shows that this clock is ahead", async () => {
    const server = start - 60 * minute;
    const { source, answer } = createIssuer();
    const getting = source.get();
    await answer(jwt({ iat: server / 1000, exp: (server + lifetime) / 1000 }));
    await getting;
    expect(source.expiresAt()).toBe(start + lifetime);
  });

  test("a token that was issued a while ago says nothing", async () => {
    const { source, answer } = createIssuer();
    const getting = source.get();
    await answer(jwt({ iat: (start - 5 * minute) / 1000, exp: (start + 5 * minute) / 1000 }));
    await getting;
    expect(source.expiresAt()).toBe(start + 5 * minute);
  });

  test.each([60, 600])(
    "a server whose clock contradicts the issuer by %i minutes causes one refresh, not one for each call",
    async (ahead) => {
      let calls = 0;
      const clock = createManualClock(start);
      const source = createTokenSource({
        clock,
        fetchToken: async () => {
          calls += 1;
          return jwt({ iat: start / 1000, exp: (start + lifetime) / 1000, jti: String(calls) });
        },
      });
      for (let call = 0; call < 50; call += 1) {
        await source.get();
        source.observeServerDate(new Date(start + ahead * minute));
      }
      expect(calls).toBe(2);
    },
  );
});
