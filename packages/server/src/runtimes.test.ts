/** One handler, the same bytes everywhere: the hosts of `examples/hosts` only pass requests on, and all answer alike. */

import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findBrowser, launchBrowser } from "@parley/tooling/browser";
import { bundle } from "@parley/tooling/bundle";
import { type RuntimeName, reasonToSkip, runtimes, startProgram } from "@parley/tooling/runtimes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FetchHandler } from "./serve.ts";
import { answers, answersOfStreamTeller, answersToPage } from "./testing/runtime-answers.ts";
import { startSite } from "./testing/runtime-site.ts";
import { ask, type Ways } from "./testing/runtime-suite.ts";

const handlerSource = fileURLToPath(new URL("./testing/runtime-handler.ts", import.meta.url));
const suiteSource = fileURLToPath(new URL("./testing/runtime-suite.ts", import.meta.url));
const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const hosts = join(packageFolder, "examples/hosts");
const browser = findBrowser();

let folder = "";
/** Hosts and the handler; for Node too where the handler imports the package, as programs do that are not bundled. */
let bundled = "";
let importing = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-runtimes-"));
  await mkdir(join(folder, "node_modules/@parley"), { recursive: true });
  await symlink(packageFolder, join(folder, "node_modules/@parley/server"), "junction");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  bundled = join(folder, "bundled");
  importing = join(folder, "importing");
  for (const home of [bundled, importing]) await cp(hosts, home, { recursive: true });
  await writeFile(join(bundled, "handler.js"), await bundle(handlerSource));
  await writeFile(join(importing, "handler.js"), await bundle(handlerSource, { importsPackage: true }));
});

afterAll(() => rm(folder, { recursive: true }));

test("a handler that imports the package has nothing of it inside", async () => {
  const [whole, part] = await Promise.all(
    [bundled, importing].map((home) => readFile(join(home, "handler.js"), "utf8")),
  );
  expect([whole, part].map((text) => text?.includes('from "@parley/server"'))).toEqual([false, true]);
});

test("in process", async () => {
  // By an address that the test runner leaves alone.
  const address = pathToFileURL(join(bundled, "handler.js")).href;
  const { fetch } = (await import(/* @vite-ignore */ address)) as { fetch: FetchHandler }; // what the handler exports
  expect(await ask((path, init) => fetch(new Request(`http://handler.test${path}`, init)))).toEqual(answers);
});

interface Host {
  readonly runtime: RuntimeName;
  readonly home?: () => string;
  readonly parameters: readonly string[];
  /** What it prints when it listens, with the port. */
  readonly ready: RegExp;
  readonly ways?: Ways;
  readonly answered?: Readonly<Record<string, unknown>>;
}

const ready = /http:\/\/127\.0\.0\.1:(\d+)/;
const node = { parameters: ["--disallow-code-generation-from-strings", "node.js"], ready };

const servers: readonly (readonly [name: string, Host])[] = [
  ["Node 20", { runtime: "Node 20", ...node }],
  ["Node 22", { runtime: "Node 22", ...node }],
  ["Node 24", { runtime: "Node 24", ...node }],
  ["Node 20 with the package imported", { runtime: "Node 20", home: () => importing, ...node }],
  ["Node 22 with the package imported", { runtime: "Node 22", home: () => importing, ...node }],
  ["Node 24 with the package imported", { runtime: "Node 24", home: () => importing, ...node }],
  // Nothing but the port is allowed to it: no environment, no files.
  ["Deno", { runtime: "Deno", parameters: ["run", "--no-prompt", "--allow-net=127.0.0.1", "deno.js"], ready }],
  ["Bun", { runtime: "Bun", parameters: ["run", "bun.js"], ready }],
  [
    "workerd",
    {
      runtime: "workerd",
      parameters: ["serve", "--control-fd=1", "workerd.capnp"],
      ready: /"port":(\d+)/,
      // It watches for a reset connection; that one was closed in the ordinary way it learns when it writes to it. Of
      // a handler that waits for a client who may be gone, and for nothing else, it says that it hangs, and ends it.
      ways: { noticesByWriting: true, tellsOfStreamsOnly: true },
      answered: answersOfStreamTeller,
    },
  ],
];

describe.each(servers)(
  "%s",
  (_name, { runtime, home = () => bundled, parameters, ready, ways, answered = answers }) => {
    const reason = reasonToSkip(runtimes[runtime]);

    test.skipIf(reason)(`answers alike ${reason ?? ""}`, async () => {
      const program = await startProgram(runtimes[runtime], { parameters, folder: home(), ready });
      try {
        const origin = `http://127.0.0.1:${program.ready[1]}`;
        expect(await ask((path, init) => fetch(origin + path, init), ways)).toEqual(answered);
      } finally {
        await program.stop();
      }
    });
  },
);

describe.skipIf(browser.missing)(`a service worker ${browser.missing ?? ""}`, () => {
  test("answers alike, under a policy that refuses code made of text", async () => {
    const site = await startSite({
      "page.html": "<title>Page</title>",
      "suite.js": await bundle(suiteSource),
      "handler.js": await readFile(join(bundled, "handler.js"), "utf8"),
      "service-worker.js": await readFile(join(hosts, "service-worker.js"), "utf8"),
      "probe.js": 'try { new Function(""); } catch ({ name }) { postMessage(name); }',
    });
    const launched = await launchBrowser(browser);
    try {
      const page = await launched.newPage();
      await page.goto(`${site.origin}/page.html`);
      // As text, because the test runner rewrites imports.
      const refusal = await page.evaluate(
        'new Promise((resolve) => { new Worker("/probe.js").onmessage = ({ data }) => resolve(data); })',
      );
      expect(refusal).toBe("EvalError");
      const seen = await page.evaluate(`(async () => {
        const { serviceWorker } = navigator;
        const isTaken = new Promise((resolve) => serviceWorker.addEventListener("controllerchange", resolve));
        await serviceWorker.register("/service-worker.js", { type: "module" });
        await isTaken;
        const { ask } = await import("/suite.js");
        // Chromium cancels the stream of a response, and never aborts the signal of the request of a fetch event.
        return ask((path, init) => fetch(path, init), { tellsOfStreamsOnly: true });
      })()`);
      expect(seen).toEqual(answersToPage);
    } finally {
      await launched.close();
      site.stop();
    }
  });
});
