/** Saving a file of a contract changes what is served; a broken save changes nothing. */

import { EventEmitter, on } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { specFolder } from "@parley/contracts/bundle";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mocks, startMocks } from "./mocks.ts";

const lines = new EventEmitter();
const printed = on(lines, "line");
let folder = "";
let mocks: Mocks;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-spec-"));
  await cp(specFolder, folder, { recursive: true, filter: (path) => basename(path) !== "node_modules" });
  await symlink(join(specFolder, "node_modules"), join(folder, "node_modules"), "junction");
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
  await rm(folder, { recursive: true });
});

/** Printed lines up to and including the first that matches. */
async function linesUntil(pattern: RegExp): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const { value } = (await printed.next()) as { value: [line: string] }; // what emit is called with
    const [line] = value;
    if (/: POST /.test(line)) continue;
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
  expect(await linesUntil(/^ {2}/)).toEqual([
    "chatzy: not reloaded, the last good version stays",
    expect.stringMatching(/^ {2}parley-spec-\w+\/chatzy\/paths\/get-access-token\.yaml:\d+:\d+: .+ \(.+\)$/),
  ]);
  expect(await expiry()).toBe(1800000000000);

  await writeFile(path, yaml.replace(/^ {2}summary: .*$/m, "  summery: Issue the token pair"));
  expect(await linesUntil(/struct/)).toContainEqual(
    expect.stringMatching(/get-access-token\.yaml:\d+:\d+: Property `summery` is not expected here\. .*\(struct\)$/),
  );

  await writeFile(path, yaml);
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
