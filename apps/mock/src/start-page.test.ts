/** The page `/` of each mock lists its operations, examples and curl lines, and each line works. */

import { execFile } from "node:child_process";
import { listOperations } from "@parley/contracts/document";
import { listAnswers } from "@parley/samples";
import { type Browser, findBrowser, launchBrowser } from "@parley/tooling/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMocks } from "./mocks.ts";

const mocks = await startMocks({ only: [], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} });
afterAll(() => mocks.close());
const found = findBrowser();
const apis = [...mocks.servers].map(([api, { port, document }]) => ({ api, port, document }));

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_match, code: string) => String.fromCharCode(Number(code)));
}

async function readPage(port: number, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/`, { headers });
}

/** Runs a command as a user would paste it; gives the status. */
function paste(command: string): Promise<string> {
  const options = { cwd: "/", env: { PATH: process.env.PATH } };
  return new Promise((resolve) => {
    const line = command.replace(/^curl /, `curl --silent --output /dev/null --write-out '%{http_code}' `);
    execFile("/bin/sh", ["-c", line], options, (_error, stdout) => resolve(stdout));
  });
}

describe.each(apis)("$api", ({ port, document }) => {
  test("lists every operation, and every example by status and name", async () => {
    const response = await readPage(port, { accept: "text/html" });
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const text = unescapeHtml(await response.text());
    for (const located of listOperations(document)) {
      expect(text).toContain(`id="${located.operation.operationId}"`);
      const names = listAnswers(document, located).flatMap(({ example }) => example ?? []);
      for (const name of names) expect(text).toContain(`<code>${name}</code>`);
    }
  });

  // Windows has no POSIX shell.
  test.skipIf(process.platform === "win32")("its lines can be pasted, and get what they stand for", async () => {
    const text = await (await readPage(port)).text();
    const wrong: string[] = [];
    // The first line of each operation, and its last, which asks for a status.
    for (const [, operation = ""] of text.matchAll(/<details class="operation".*?<div class="open">(.*?)<\/ul>/gs)) {
      const commands = [...operation.matchAll(/<pre><code>(.*?)<\/code>/gs)].map(([, html = ""]) => unescapeHtml(html));
      const statuses = [...operation.matchAll(/<b class="\w+">(\d+)<\/b>/g)].map(([, status]) => status);
      const [success] = statuses;
      for (const [command, status] of [
        [commands[0], success],
        [commands.at(-1), statuses.at(-1)],
      ]) {
        const answered = await paste(command ?? "");
        if (answered !== status) wrong.push(`${answered} instead of ${status}: ${command}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("who wants no page gets none", async () => {
  const [first] = apis;
  const response = await readPage(first?.port ?? 0, { accept: "application/json" });
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});

describe.skipIf(found.missing !== undefined)(["in a browser", found.missing].filter(Boolean).join(": "), () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser(found);
  });

  afterAll(async () => {
    await browser.close();
  });

  test("opens without a script, and asks for nothing", async () => {
    const [first] = apis;
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`http://127.0.0.1:${first?.port}/`);
    const operation = page.locator("details.operation", { hasText: "/get_inference" });
    await operation.locator("> summary").click();
    await operation.getByText("invalidBody").first().waitFor();
    await context.close();
    expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([`http://127.0.0.1:${first?.port}/`]);
  });

  test("copies a command with one", async () => {
    const [first] = apis;
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`http://127.0.0.1:${first?.port}/`);
    await page.locator("details.operation > summary").first().click();
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toMatch(/^curl "http:/);
    await page.close();
  });
});
