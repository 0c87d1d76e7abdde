/** The command line: help, wrong use, contracts that do not parse, a clean end. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundle, specFolder } from "@parley/contracts/bundle";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

function runMain(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...parameters], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test("--help shows every option", async () => {
  const { code, stdout } = await runMain("--help");
  expect(code).toBe(0);
  for (const option of ["--only", "--port-base", "--spec", "--dynamic", "--pace", "--quiet"])
    expect(stdout).toContain(option);
});

test.each([
  [["--bogus"], "mock: Unknown option '--bogus'. See npm run mock -- --help.\n"],
  [["extra"], "mock: Unexpected argument 'extra'. See npm run mock -- --help.\n"],
  [["--port-base", "x"], 'mock: --port-base must be a whole number from 0 to 65000; got "x".\n'],
  [["--pace", "fast"], 'mock: --pace must be a number of events per second, or 0 for all at once; got "fast".\n'],
  [["--only", "nope"], expect.stringMatching(/^mock: Unknown contract "nope"; there are .*\.\n$/)],
])("%j gets one clear line", async (parameters, line) => {
  expect(await runMain(...parameters)).toEqual({ code: 1, stdout: "", stderr: line });
});

test.each([
  ["is no YAML", "openapi: 3.1.0\npaths: [", /^mock: bad: [\w-]+\/bad\/openapi\.yaml:\d+:\d+: .+\n$/],
  [
    "refers to nothing",
    "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /x: { $ref: gone.yaml } }",
    /^mock: bad: [\w-]+\/bad\/openapi\.yaml:3:\d+: The reference leads nowhere: gone\.yaml.+\n$/,
  ],
  ["has no operation", "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}", /^mock: bad: .+\n$/],
])("a contract that %s gets one clear line", async (_name, text, line) => {
  const folder = await mkdtemp(join(tmpdir(), "parley-spec-"));
  try {
    await mkdir(join(folder, "bad"));
    await symlink(join(specFolder, "node_modules"), join(folder, "node_modules"), "junction");
    await writeFile(
      join(folder, "redocly.yaml"),
      "apis: { bad: { root: bad/openapi.yaml } }\nextends: [recommended]\n",
    );
    await writeFile(join(folder, "bad/openapi.yaml"), text);
    const { code, stderr } = await runMain("--spec", folder, "--port-base", "0");
    expect([code, stderr]).toEqual([1, expect.stringMatching(line)]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a folder without contracts gets one clear line", async () => {
  const { code, stderr } = await runMain("--spec", "/nowhere/at/all");
  expect([code, stderr]).toEqual([1, "mock: There is no redocly.yaml in /nowhere/at/all.\n"]);
});

test("a signal ends it cleanly", async () => {
  const child = spawn(process.execPath, [main, "--only", "chatzy", "--port-base", "0"], { stdio: "pipe" });
  const [text] = (await once(child.stdout, "data")) as [Buffer];
  expect(text.toString()).toMatch(/^chatzy: http:\/\/127\.0\.0\.1:\d+\n$/);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test.each([
  ["prints one line for each request", [], "chatzy: GET /get-response?token=*** 200, "],
  ["prints none with --quiet", ["--quiet"], undefined],
])("%s", async (_name, parameters, line) => {
  const child = spawn(process.execPath, [main, "--only", "chatzy", "--port-base", "0", "--pace", "0", ...parameters]);
  const printed = createInterface(child.stdout)[Symbol.asyncIterator]();
  const [, address] = /chatzy: (\S+)/.exec((await printed.next()).value ?? "") ?? [];
  await (await fetch(`${address}/get-response?token=hush`)).text();
  const next = line === undefined ? undefined : await printed.next();
  child.kill("SIGTERM");
  expect(next?.value ?? (await printed.next()).value).toEqual(line && expect.stringContaining(line));
});

test("the command line of Prism serves the bundle too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parley-prism-"));
  const file = join(folder, "openapi.json");
  await writeFile(file, JSON.stringify(await bundle("chatzy")));
  const prism = join(
    dirname(createRequire(import.meta.url).resolve("@stoplight/prism-cli/package.json")),
    "dist/index.js",
  );
  const child = spawn(process.execPath, [prism, "mock", file, "--port", "0"], { stdio: "pipe" });
  try {
    let output = "";
    child.stdout.on("data", (text: Buffer) => {
      output += text.toString();
    });
    while (!/listening on (\S+:\d+)/.test(output)) await once(child.stdout, "data");
    const [, address = ""] = /listening on (\S+:\d+)/.exec(output) ?? [];
    const response = await fetch(`${address}/get-response?token=t`, { headers: { prefer: "example=toolCall" } });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(await response.text()).toContain("data: call_again\n\n");
  } finally {
    child.kill();
    await rm(folder, { recursive: true });
  }
});
