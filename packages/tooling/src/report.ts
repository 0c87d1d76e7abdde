/** How the results of tasks are printed. */

import type { TurboRun } from "./turbo.ts";

/** Prints everything that each failed task said, under its name. */
export function printFailures({ code, tasks, complaints }: TurboRun): void {
  const failed = tasks.filter(({ hasPassed }) => !hasPassed);
  for (const { id, log } of failed) console.log(`\n--- ${id} failed\n\n${withoutEcho(log)}\n`);
  // Turbo could not even begin.
  if (code !== 0 && failed.length === 0) console.log(complaints.join("\n"));
}

/** Without the lines in which pnpm repeats what it was told to run. */
function withoutEcho(log: string): string {
  return log.replace(/^(?:\s*> .*\n)+/, "").trim();
}

/** A line that says what became of one thing: aligned, so that many of them make a table. */
export function resultLine(hasPassed: boolean, name: string, details: string): string {
  return `${hasPassed ? "ok    " : "FAILED"}  ${name.padEnd(22)}  ${details}`.trimEnd();
}

/** The package in the name of a task. */
export function packageOf(task: string): string {
  return task.slice(0, task.lastIndexOf("#"));
}
