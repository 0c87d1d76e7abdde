import { describe, expect, test } from "vitest";
import { createCodeChallenge, createCodeVerifier, createState } from "./pkce.ts";

test("the challenge is that of RFC 7636 appendix B", async () => {
  expect(await createCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
});

test("verifiers are 43 characters of base64url, and never the same", () => {
  const verifiers = Array.from({ length: 1000 }, createCodeVerifier);
  expect(verifiers.filter((verifier) => !/^[A-Za-z0-9_-]{43}$/.test(verifier))).toEqual([]);
  expect(new Set(verifiers).size).toBe(1000);
});

test("states are 22 characters of base64url, and never the same", () => {
  const states = Array.from({ length: 1000 }, createState);
  expect(states.filter((state) => !/^[A-Za-z0-9_-]{22}$/.test(state))).toEqual([]);
  expect(new Set(states).size).toBe(1000);
});

describe("a verifier that RFC 7636 section 4.1 does not allow is refused without being quoted", () => {
  test.each([
    ["too short", "s3cret".padEnd(42, "a")],
    ["too long", "s3cret".padEnd(129, "a")],
    ["with a blank", "s3cret ".padEnd(43, "a")],
    ["with padding", "s3cret=".padEnd(43, "a")],
    ["with a letter that is not ASCII", "s3crét".padEnd(43, "a")],
    ["with a line break at its end", `${"s3cret".padEnd(43, "a")}\n`],
  ])("%s", async (_, verifier) => {
    await expect(createCodeChallenge(verifier)).rejects.toMatchObject({
      name: "UsageError",
      code: "invalid_code_verifier",
      message: "A code verifier is 43 to 128 of the characters A-Z a-z 0-9 - . _ ~",
    });
  });

  test.each(["a".repeat(43), "a".repeat(128), "-._~".padEnd(43, "Z9")])("%s is allowed", async (verifier) => {
    expect(await createCodeChallenge(verifier)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
