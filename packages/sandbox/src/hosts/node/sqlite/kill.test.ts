/** `kill -9` at any moment: what was acknowledged is there, and nothing is there in part. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createChance } from "../../../core/chance/index.ts";
import { countSteps } from "./__fixtures__/step.ts";
import { openSqliteStore } from "./sqlite-store.ts";

const writer = fileURLToPath(new URL("__fixtures__/writer.ts", import.meta.url));
/** How many are killed in each file. */
const kills = 50;

/** Lets a process write until it has said so often that something is done, kills it, and gives the last that it said. */
async function writeAndKill(file: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [writer, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.split("\n").length > count) child.kill("SIGKILL");
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on("close", (...how) => resolve(how)),
  );
  // What it said to the end, also after it was killed.
  expect([code, signal]).toEqual([null, "SIGKILL"]);
  return Number(said.slice(0, said.lastIndexOf("\n")).split("\n").at(-1));
}

test.concurrent.each(["one", "two"])("%s: fifty times", async (name) => {
  const folder = mkdtempSync(join(tmpdir(), "parley-kill-"));
  const file = join(folder, "worlds.sqlite");
  const chance = createChance("kill", name);
  for (let kill = 0; kill < kills; kill += 1) {
    const acknowledged = await writeAndKill(file, chance.integer(1, 6));
    const store = openSqliteStore(file);
    expect(await store.transaction("one", countSteps)).toBeGreaterThanOrEqual(acknowledged);
    await store.close();
  }
  rmSync(folder, { recursive: true });
});

test("two processes write one file, one is killed, and the other goes on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-kill-"));
  const file = join(folder, "worlds.sqlite");
  for (let round = 0; round < 3; round += 1) {
    const [one, two] = await Promise.all([writeAndKill(file, 5), writeAndKill(file, 25)]);
    const store = openSqliteStore(file);
    expect(await store.transaction("one", countSteps)).toBeGreaterThanOrEqual(Math.max(one, two));
    await store.close();
  }
  rmSync(folder, { recursive: true });
});
