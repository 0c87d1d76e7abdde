import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refuseBrowser } from "./refuse-browser.ts";

describe("refuseBrowser", () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, "navigator");

  beforeEach(() => {
    Reflect.deleteProperty(globalThis, "navigator");
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, "document");
    if (own) Object.defineProperty(globalThis, "navigator", own);
  });

  test.each([
    ["a page", { document: {}, navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" } }, true],
    ["a web worker", { navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" } }, true],
    ["Node 20", {}, false],
    ["Node 24", { navigator: { userAgent: "Node.js/24" } }, false],
    ["Deno", { navigator: { userAgent: "Deno/2.5.0" } }, false],
    ["Bun", { navigator: { userAgent: "Bun/1.3.0" } }, false],
    ["Cloudflare Workers", { navigator: { userAgent: "Cloudflare-Workers" } }, false],
    ["a runtime with an empty navigator", { navigator: {} }, false],
  ])("in %s", (_name, globals, isRefused) => {
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
    const refused = { code: "secret_in_browser", message: expect.stringMatching(/^appSecret works on a server only/) };
    if (isRefused) expect(() => refuseBrowser("appSecret")).toThrow(expect.objectContaining(refused));
    else expect(() => refuseBrowser("appSecret")).not.toThrow();
  });
});
