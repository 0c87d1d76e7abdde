import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type PartsOfMachine, prepareParts } from "./test-parts.ts";

/** A machine that has nothing but what is installed on it. */
function emptyMachine(isDebian = true) {
  const installed: string[] = [];
  const has = (name: string) => installed.includes(name);
  const machine: PartsOfMachine = {
    hasRuntimes: () => has("runtimes"),
    installRuntimes: async () => void installed.push("runtimes"),
    findBrowser: () => (has("browser") ? "/usr/bin/chromium" : undefined),
    canInstallBrowser: () => isDebian,
    installBrowser: async () => void installed.push("browser"),
  };
  return { machine, installed };
}

beforeEach(() => {
  vi.stubEnv("CI", "");
  vi.stubEnv("PARLEY_TEST_ALL", "");
});
afterEach(() => vi.unstubAllEnvs());

test("unasked nothing is installed, and what is missing is said", async () => {
  const { machine, installed } = emptyMachine();
  const parts = await prepareParts(false, machine);
  expect(installed).toEqual([]);
  expect(parts).toEqual({
    environment: { PARLEY_TEST_PARTS: "no runtimes, no browser" },
    missing: [
      "Node 20, Node 22, Deno, Bun and workerd are not installed (600 MB).",
      "No Chrome or Chromium was found, and CHROME_PATH names none.",
    ],
  });
});

test.each([
  ["when it is asked for", true, ""],
  ["in continuous integration", false, "true"],
])("%s all is installed, and then nothing may be left out", async (_case, isAskedFor, CI) => {
  vi.stubEnv("CI", CI);
  const { machine, installed } = emptyMachine();
  const expected = {
    environment: { PARLEY_TEST_PARTS: "runtimes, /usr/bin/chromium", PARLEY_TEST_ALL: "true" },
    missing: [],
  };
  expect(await prepareParts(isAskedFor, machine)).toEqual(expected);
  expect(await prepareParts(isAskedFor, machine)).toEqual(expected);
  expect(installed).toEqual(["runtimes", "browser"]);
});

test("a browser is installed only where its package is known", async () => {
  const { machine, installed } = emptyMachine(false);
  const { environment } = await prepareParts(true, machine);
  expect([installed, environment.PARLEY_TEST_PARTS]).toEqual([["runtimes"], "runtimes, no browser"]);
});
