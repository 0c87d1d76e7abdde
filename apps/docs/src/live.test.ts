/** A page is built anew when its contract is saved, and open pages follow; a broken save keeps the last good one. */

import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, on, once } from "node:events";
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { specFolder } from "@parley/contracts/bundle";
import { type Browser, findBrowser, launchBrowser } from "@parley/tooling/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PageStates } from "./live-script.ts";
import { buildSite } from "./site.ts";

const found = findBrowser();
const lines = new EventEmitter();
const printed = on(lines, "line") as AsyncIterator<[string]>; // what emit is called with
let root: string;
let child: ChildProcess;
let origin: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-live-docs-"));
  await cp(specFolder, join(root, "spec"), { recursive: true });
  // The configuration names the lint rules by their path.
  await symlink(join(specFolder, "../packages"), join(root, "packages"), "junction");
  await buildSite(join(root, "site"));
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const parameters = ["--port-base", "0", "--spec", join(root, "spec"), "--site", join(root, "site")];
  child = fork(main, parameters, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  if (child.stdout) createInterface(child.stdout).on("line", (line) => lines.emit("line", line));
  const [message] = (await once(child, "message")) as [{ ready: { reference: number } }]; // what main.ts sends
  origin = `http://127.0.0.1:${message.ready.reference}`;
});

afterAll(async () => {
  child.kill();
  await once(child, "exit");
  await rm(root, { recursive: true });
});

/** Saves as editors do: the file is then another one of the same name. */
async function save(file: string, change: (text: string) => string): Promise<void> {
  const path = join(root, "spec", file);
  await writeFile(`${path}.tmp`, change(await readFile(path, "utf8")));
  await rename(`${path}.tmp`, path);
}

async function lineUntil(pattern: RegExp): Promise<string> {
  for (;;) {
    const { value } = await printed.next();
    if (pattern.test(value[0])) return value[0];
  }
}

/** Follows what the server tells of its pages; what is told again, after a save that was read twice, is no news. */
async function* states(): AsyncGenerator<PageStates> {
  const response = await fetch(`${origin}/changes`);
  let text = "";
  let last = "";
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const news = text.slice("data: ".length, end);
      text = text.slice(end + 2);
      if (news !== last) yield JSON.parse(news) as PageStates; // as server.ts writes it
      last = news;
    }
  }
}

test("a save is shown, a broken save keeps the last good page and says so, a repaired one is shown", async () => {
  const told = states();
  const before = (await told.next()).value as PageStates; // the stream does not end
  const downloaded = await (await fetch(`${origin}/chatzy/openapi.json`)).text();

  await save("chatzy/openapi.yaml", (text) => text.replace("title: Chatzy AI", "title: Chatzy of tomorrow"));
  await lineUntil(/^chatzy: reference rebuilt$/);
  const after = (await told.next()).value as PageStates; // as above
  expect(after.chatzy?.version).not.toBe(before.chatzy?.version);
  expect(after.xyz).toEqual(before.xyz);
  const page = await (await fetch(`${origin}/chatzy/`)).text();
  expect(page).toContain(`data-version="${after.chatzy?.version}"`);
  expect(page).toContain("Chatzy of tomorrow");
  expect(await (await fetch(origin)).text()).toContain("Chatzy of tomorrow");
  for (const file of ["openapi.json", "openapi.yaml", "openapi-3.2.json", "openapi-3.2.yaml"]) {
    expect(await (await fetch(`${origin}/chatzy/${file}`)).text()).toContain("Chatzy of tomorrow");
  }
  expect(downloaded).not.toContain("Chatzy of tomorrow");

  await save("chatzy/openapi.yaml", (text) => text.replace("paths:\n", "paths: [\n"));
  await lineUntil(/^chatzy: reference not rebuilt, the last good page stays$/);
  expect(await lineUntil(/^ {2}/)).toMatch(/^ {2}spec\/chatzy\/openapi\.yaml:\d+:\d+: .+$/);
  const broken = (await told.next()).value as PageStates; // as above
  expect(broken.chatzy).toEqual({
    version: after.chatzy?.version,
    broken: [expect.stringMatching(/^spec\/chatzy\/openapi\.yaml:\d+:\d+: /)],
  });
  expect(await (await fetch(`${origin}/chatzy/`)).text()).toBe(page);

  await save("chatzy/openapi.yaml", (text) => text.replace("paths: [\n", "paths:\n"));
  await lineUntil(/^chatzy: reference rebuilt$/);
  expect(((await told.next()).value as PageStates).chatzy).not.toHaveProperty("broken"); // as above
  await told.return(undefined);
});

describe.skipIf(found.missing !== undefined)(["in a browser", found.missing].filter(Boolean).join(": "), () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser(found);
  });

  afterAll(async () => {
    await browser.close();
  });

  test("an open page reloads itself, and shows why a save is not shown", async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${origin}/xyz/`);
    await page.getByRole("heading", { level: 1, name: "XYZ AI" }).waitFor();

    await save("xyz/openapi.yaml", (text) => text.replace("title: XYZ AI", "title: XYZ of tomorrow"));
    await page.getByRole("heading", { level: 1, name: "XYZ of tomorrow" }).waitFor();

    await save("xyz/openapi.yaml", (text) => text.replace("paths:\n", "paths: [\n"));
    await page.getByRole("status").filter({ hasText: "spec/xyz/openapi.yaml" }).waitFor();
    expect(await page.getByRole("status").textContent()).toMatch(/^The last save is not shown: this is the last good/);

    await save("xyz/openapi.yaml", (text) => text.replace("paths: [\n", "paths:\n"));
    await page.locator(".live-note").waitFor({ state: "hidden" });
    await page.close();
  });
});
