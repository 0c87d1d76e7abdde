import { describe, expect, test } from "vitest";
import { findBrowser, locateBrowser, type Machine } from "./browser.ts";

function machine(
  platform: NodeJS.Platform,
  programs: readonly string[],
  environment: Machine["environment"] = {},
): Machine {
  return { platform, environment, isExecutable: (path) => programs.includes(path) };
}

describe("a browser is found", () => {
  test.each<[platform: NodeJS.Platform, path: string, environment: Machine["environment"]]>([
    ["linux", "/usr/bin/chromium", {}],
    ["linux", "/opt/tools/google-chrome", { PATH: "/opt/tools:/bin" }],
    ["darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", {}],
    ["darwin", "/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium", { HOME: "/Users/ada" }],
    ["win32", "C:\\Programs\\Google\\Chrome\\Application\\chrome.exe", { PROGRAMFILES: "C:\\Programs" }],
  ])("on %s at %s", (platform, path, environment) => {
    expect(locateBrowser(machine(platform, [path], environment))).toBe(path);
  });

  test("at CHROME_PATH before any other place", () => {
    const programs = ["/usr/bin/chromium", "/my/chrome"];
    expect(locateBrowser(machine("linux", programs, { CHROME_PATH: "/my/chrome" }))).toBe("/my/chrome");
  });
});

describe("where there is none", () => {
  test("the tests say why they are left out and how to have them run", () => {
    expect(findBrowser(machine("linux", []))).toEqual({
      missing:
        "no Chrome or Chromium found; CHROME_PATH may name one, or npm test -- --all installs it and runs these tests on Debian as root",
    });
  });

  test.each(["CI", "PARLEY_TEST_ALL"])("it is a failure with %s=true", (name) => {
    expect(() => findBrowser(machine("linux", [], { [name]: "true" }))).toThrow(
      "The browser tests cannot run: no Chrome",
    );
  });
});

test("a wrong CHROME_PATH is not passed over", () => {
  const wrong = machine("linux", ["/usr/bin/chromium"], { CHROME_PATH: "/my/chrme" });
  expect(() => locateBrowser(wrong)).toThrow("CHROME_PATH names /my/chrme, which is not a program.");
});
