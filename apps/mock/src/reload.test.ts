/** Saving a file of a contract changes what is served; a broken save changes nothing. */

import { EventEmitter, on } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { specFolder } from "@parley/contracts/bundle";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mocks, startMocks } from "./mocks.ts";

const lines = new EventEmitter();
const printed = on(lines, "line");
let root = "";
let folder = "";
let mocks: Mocks;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-reload-"));
  folder = join(root, "spec");
  await cp(specFolder, folder, { recursive: true });
  // The configuration names the lint rules by their path.
  await symlink(join(specFolder, "../packages"), join(root, "packages"), "junction");
  mocks = await startMocks({
    only: ["chatzy"],
    portBase: 0,
    dynamic: false,
    folder,
    watch: true,
    log: (line) => lines.emit("line", line),
  });
});

afterAll(async () => {
  await mocks.close();
  await rm(root, { recursive: true });
});

/** Printed lines up to and including the first that matches. */
async function linesUntil(pattern: RegExp): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const { value } = (await printed.next()) as { value: [line: string] }; // what emit is called with
    const [line] = value;
    seen.push(line);
    if (pattern.test(line)) return seen;
  }
}

async function expiry(): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${mocks.servers.get("chatzy")?.port}/ai_agent/get_access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      user_id: "u",
      chatbot_id: "8a1e3f18-991b-4a2e-9973-f53e7fc94ff1",
      client_api_key: "ak-1",
    }),
  });
  const { data } = (await response.json()) as { data: Record<string, unknown> };
  return data.access_token_expires_at;
}

test("a save is served, a broken save is not and says where, a repaired one is", async () => {
  const example = join(folder, "chatzy/examples/access-token.json");
  const text = await readFile(example, "utf8");
  const before = await expiry();

  await writeFile(example, text.replace(String(before), "1800000000000"));
  expect(await linesUntil(/reloaded/)).toEqual(["chatzy: reloaded"]);
  expect(await expiry()).toBe(1800000000000);

  const path = join(folder, "chatzy/paths/get-access-token.yaml");
  const yaml = await readFile(path, "utf8");
  await writeFile(path, yaml.replace("requestBody:", "requestBody: ["));
  expect((await linesUntil(/^ {2}/)).slice(-2)).toEqual([
    "chatzy: not reloaded, the last good version stays",
    expect.stringMatching(/^ {2}spec\/chatzy\/paths\/get-access-token\.yaml:\d+:\d+: .+ \(.+\)$/),
  ]);
  expect(await expiry()).toBe(1800000000000);

  await writeFile(path, yaml.replace(/^ {2}summary: .*$/m, "  summery: Issue the token pair"));
  expect(await linesUntil(/struct/)).toContainEqual(
    expect.stringMatching(/get-access-token\.yaml:\d+:\d+: Property `summery` is not expected here\. .*\(struct\)$/),
  );

  await writeFile(path, yaml);
  await linesUntil(/^chatzy: reloaded/);
});

/** Saves as editors do: the file is then another one of the same name. */
async function saveAtomically(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), ".save.tmp");
  await writeFile(temporary, text);
  await rename(temporary, path);
}

test("a file that is replaced is served each time, several times in a row", async () => {
  const example = join(folder, "chatzy/examples/access-token.json");
  const text = await readFile(example, "utf8");
  for (const value of ["1900000000001", "1900000000002", "1900000000003"]) {
    await saveAtomically(example, text.replace(/("access_token_expires_at": )\d+/, `$1${value}`));
    await linesUntil(/^chatzy: reloaded/);
    expect(await expiry()).toBe(Number(value));
  }
});

test("a nested file that comes later and is replaced is served", async () => {
  await mkdir(join(folder, "chatzy/examples/later"));
  await linesUntil(/^chatzy: reloaded/);
  const nested = join(folder, "chatzy/examples/later/token.json");
  const path = join(folder, "chatzy/paths/get-access-token.yaml");
  const text = await readFile(join(folder, "chatzy/examples/access-token.json"), "utf8");
  const withExpiry = (value: string) => text.replace(/("access_token_expires_at": )\d+/, `$1${value}`);
  await writeFile(nested, withExpiry("1900000000004"));
  await linesUntil(/^chatzy: reloaded/);
  const yaml = await readFile(path, "utf8");
  await saveAtomically(path, yaml.replace("examples/access-token.json", "examples/later/token.json"));
  await linesUntil(/^chatzy: reloaded/);
  expect(await expiry()).toBe(1900000000004);
  await saveAtomically(nested, withExpiry("1900000000005"));
  await linesUntil(/^chatzy: reloaded/);
  expect(await expiry()).toBe(1900000000005);
});

test("the configuration that all contracts share counts too", async () => {
  const path = join(folder, "redocly.yaml");
  await saveAtomically(path, `${await readFile(path, "utf8")}# Saved once more.\n`);
  await linesUntil(/^chatzy: reloaded/);
});

test("a save that only breaks a rule of quality is served, and the finding is printed", async () => {
  const path = join(folder, "chatzy/paths/get-access-token.yaml");
  const yaml = await readFile(path, "utf8");
  await writeFile(path, yaml.replace("  x-provenance: seed\n", ""));
  await linesUntil(/^chatzy: reloaded/);
  expect(await linesUntil(/provenance/)).toEqual([
    expect.stringMatching(/get-access-token\.yaml:\d+:\d+: Operation needs x-provenance.*\(parley\/provenance\)$/),
  ]);
});
