/** Runs that several processes know, by several stores on one file. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { settle } from "@parley/clock/manual";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createHarness, readAll, type Said, sayAll, world } from "../../core/run/testing/harness.ts";
import { isProcessAlive, nameProcess } from "./process-alive.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";

let folder = "";
let opened: ReturnType<typeof createHarness>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-runs-"));
  opened = [];
});
afterEach(async () => {
  for (const { store } of opened) await store.close();
  rmSync(folder, { recursive: true });
});

/** A process of this name, on the file of the test. */
function open(owner: string) {
  const harness = createHarness({ owner, store: openSqliteStore(join(folder, "worlds.sqlite")) });
  opened.push(harness);
  return harness;
}

test("a run is read, answered and cancelled from another process", async () => {
  const [here, there] = [open("here"), open("there")];
  await here.runs.start<Said>(world, { id: "r" }, async function* ({ waitForAnswer, signal }) {
    yield { type: "text", text: String(await waitForAnswer()) };
    await new Promise((_, reject) => signal.addEventListener("abort", reject));
  });
  const tail = there.runs.tail<Said>(world, "r");
  expect((await tail.next()).value?.event.type).toBe("history_end");
  await there.answer("r", "yes");
  expect((await tail.next()).value?.event).toEqual({ type: "text", text: "yes" });
  await there.cancel("r");
  expect(await readAll(tail)).toEqual(["2 run_end cancelled"]);
  // It hears of it, and stops.
  await here.runs.close();
  expect((await here.find("r"))?.status).toBe("cancelled");
});

test("runs whose process is gone have failed, and say so to those who read them", async () => {
  const before = open("dead");
  for (const id of ["works", "follows"]) await before.runs.start(world, { id, log: "task" }, sayAll(["a", "b"], 1_000));
  await before.runs.start<Said>("two", { id: "waits" }, async function* ({ waitForAnswer }) {
    yield { type: "text", text: String(await waitForAnswer()) };
  });
  await before.runs.start(world, { id: "done" }, sayAll(["a"]));
  await settle();
  await before.store.close();

  const after = open("new");
  await after.runs.start(world, { id: "own" }, sayAll(["a", "b"], 1_000));
  const reading = readAll(after.runs.tail(world, "works"));
  const alive = open("alive");
  await alive.runs.start(world, { id: "another's" }, sayAll(["a", "b"], 1_000));
  expect([await after.runs.recover((owner) => owner === "alive"), await after.runs.recover(() => true)]).toEqual([
    3, 0,
  ]);

  expect(await reading).toEqual(["(1 text a)", "(1 history_end)", "2 run_end failed interrupted"]);
  expect(await readAll(after.runs.tail("two", "waits"))).toEqual(["(0 history_end)", "(1 run_end failed interrupted)"]);
  const statuses = await Promise.all(["works", "follows", "done", "own", "another's"].map((id) => after.find(id)));
  expect(statuses.map((run) => run?.status)).toEqual(["failed", "failed", "done", "running", "running"]);
});

test("a process that is taken for gone can add nothing to a run that was ended", async () => {
  const [slow, next] = [open("slow"), open("next")];
  await slow.runs.start(world, { id: "r" }, sayAll(["a", "b"], 1_000));
  await settle();
  expect(await next.runs.recover()).toBe(1);
  await slow.clock.advance(5_000);
  expect(await readAll(next.runs.tail(world, "r"))).toEqual([
    "(1 text a)",
    "(1 history_end)",
    "(2 run_end failed interrupted)",
  ]);
});

test("a run whose process is killed has failed as soon as the file is opened again", async () => {
  const file = join(folder, "worlds.sqlite");
  const child = spawn(process.execPath, [fileURLToPath(new URL("__fixtures__/runner.ts", import.meta.url)), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const owner = await new Promise<string>((resolve) => child.stdout.setEncoding("utf8").once("data", resolve));
  const { store, runs, find } = open(nameProcess());
  expect([(await find("r"))?.status, await runs.recover(isProcessAlive)]).toEqual(["running", 0]);
  const reading = readAll(runs.tail(world, "r"));
  child.kill("SIGKILL");
  await once(child, "close");
  expect([isProcessAlive(owner), await runs.recover(isProcessAlive)]).toEqual([false, 1]);
  expect((await reading).slice(-2)).toEqual(["(1 history_end)", "2 run_end failed interrupted"]);
  await store.close();
});
