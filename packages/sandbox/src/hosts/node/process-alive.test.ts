import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isProcessAlive, nameProcess } from "./process-alive.ts";

test("this process is there, one that has ended is not", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  expect([isProcessAlive(nameProcess()), isProcessAlive(`${pid}-x`)]).toEqual([true, false]);
});

test("a process that may not be asked is there", () => {
  expect(isProcessAlive("1-x")).toBe(true);
});

test.each(["", "x", "-1", "0"])("%j is the name of no process", (name) => {
  expect(isProcessAlive(name)).toBe(false);
});
