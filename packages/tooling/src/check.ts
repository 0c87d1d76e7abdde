/** `npm run check`: runs every tool that is not a test, prints a line for each, and whole what it found. */

import { join } from "node:path";
import { listPackages, root } from "./packages.mjs";
import { printFailures, resultLine } from "./report.ts";
import { run } from "./run.mjs";
import { runTurbo } from "./turbo.ts";

/** What the tasks of the packages check, by their names. */
const tasks = { lint: "contracts", typecheck: "types", size: "sizes of what is published" };

function tell(hasPassed: boolean, name: string, details: string): void {
  if (!hasPassed) process.exitCode = 1;
  console.log(resultLine(hasPassed, name, details));
}

/** Runs a program of the root, given relative to it. */
async function checkRoot(name: string, details: string, program: string, ...parameters: string[]): Promise<void> {
  const lines: string[] = [];
  const onLine = (line: string) => void lines.push(line);
  const code = await run(process.execPath, [join(root, program), ...parameters], { cwd: root, onLine });
  tell(code === 0, name, details);
  if (code !== 0) console.log(`\n${lines.join("\n").trim()}\n`);
}

async function checkPackages(): Promise<void> {
  const result = await runTurbo([...Object.keys(tasks), "--concurrency=100%", "--continue=dependencies-successful"]);
  for (const [task, details] of Object.entries(tasks)) {
    const wanted = listPackages().filter(({ scripts }) => task in scripts);
    const passed = result.tasks.filter(({ id, hasPassed }) => id.endsWith(`#${task}`) && hasPassed);
    const count = passed.length === wanted.length ? wanted.length : `${passed.length} of ${wanted.length}`;
    tell(passed.length === wanted.length, task, `${details}: ${count} ${wanted.length === 1 ? "package" : "packages"}`);
  }
  if (result.code !== 0) process.exitCode = 1;
  printFailures(result);
}

await checkRoot(
  "biome",
  "format and lint",
  "node_modules/@biomejs/biome/bin/biome",
  "check",
  "--error-on-warnings",
  ".",
);
await checkPackages();
// Last, when everything is generated that it follows imports to.
await checkRoot("knip", "dead code", "node_modules/knip/bin/knip.js");
