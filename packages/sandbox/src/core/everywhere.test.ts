/** A page gets the same bytes as Node. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { findBrowser, launchBrowser } from "@parley/tooling/browser";
import { bundle } from "@parley/tooling/bundle";
import { expect, test } from "vitest";
import { workEverywhere } from "./testing/everywhere.ts";

const browser = findBrowser();

test.skipIf(browser.missing)(`in a browser ${browser.missing ?? ""}`, async () => {
  const script = await bundle(fileURLToPath(new URL("testing/everywhere.ts", import.meta.url)));
  const server = createServer((request, response) => {
    const isScript = request.url === "/everywhere.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : "<!doctype html><title>Everywhere</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const chromium = await launchBrowser(browser);
  try {
    const page = await chromium.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const result = await page.evaluate('import("/everywhere.js").then(({ workEverywhere }) => workEverywhere())');
    expect(result).toEqual(await workEverywhere());
  } finally {
    await chromium.close();
    await new Promise((resolve) => server.close(resolve));
  }
});

test("twice on one runtime", async () => {
  expect(await workEverywhere()).toEqual(await workEverywhere());
});
