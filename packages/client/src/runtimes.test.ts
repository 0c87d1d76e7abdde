/** The published build works in every runtime that it is said to work in. */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, launchBrowser } from "@parley/tooling/browser";
import { bundle } from "@parley/tooling/bundle";
import { type RuntimeName, reasonToSkip, runtimes } from "@parley/tooling/runtimes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Launch, launch, launchModule, launchWorker } from "./testing/runtime-launch.ts";
import { type RuntimeServer, startRuntimeServer } from "./testing/runtime-server.ts";
import { checkNames, type SuiteReport } from "./testing/runtime-suite.ts";

const browser = findBrowser();
const suite = await bundle(fileURLToPath(new URL("./testing/runtime-suite.ts", import.meta.url)));

let folder = "";
let server: RuntimeServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-runtimes-"));
  server = await startRuntimeServer(suite);
});

afterAll(async () => {
  server.stop();
  await rm(folder, { recursive: true });
});

const allPassed = Object.fromEntries(checkNames.map((name) => [name, "ok"]));

const programs: readonly (readonly [name: RuntimeName, says: RegExp, launch: Launch])[] = [
  ["Node 20", /^Node\.js\/v20\./, launchModule()],
  ["Node 22", /^Node\.js\/22$/, launchModule()],
  ["Node 24", /^Node\.js\/24$/, launchModule()],
  ["Bun", /^Bun\//, launchModule(() => "run")],
  [
    "Deno",
    /^Deno\//,
    // Nothing but this server is allowed to it: no environment, no files.
    launchModule(
      () => "run",
      () => "--no-prompt",
      (origin) => `--allow-net=${new URL(origin).host}`,
    ),
  ],
  ["workerd", /^Cloudflare-Workers$/, launchWorker],
];

describe.each(programs)("%s", (name, says, how) => {
  const reason = reasonToSkip(runtimes[name]);

  test.skipIf(reason)(`passes the suite ${reason ?? ""}`, async () => {
    const home = join(folder, name);
    await mkdir(home);
    await writeFile(join(home, "suite.js"), suite);
    const report = JSON.parse(await launch(runtimes[name], how, home, server.origin)) as SuiteReport;
    expect(report).toEqual({ runtime: expect.stringMatching(says), results: allPassed });
  });
});

describe.skipIf(browser.missing)(`a browser ${browser.missing ?? ""}`, () => {
  test("passes the suite", async () => {
    const launched = await launchBrowser(browser);
    try {
      const page = await launched.newPage();
      await page.goto(server.origin);
      // As text, because the test runner rewrites imports.
      const report = await page.evaluate('import("/suite.js").then(({ runSuite }) => runSuite(location.origin))');
      expect(report).toEqual({ runtime: expect.stringMatching(/ (Headless)?Chrome\//), results: allPassed });
    } finally {
      await launched.close();
    }
  });
});
