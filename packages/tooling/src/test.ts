/** `npm test`: runs the tests of every package, prints a line for each, then everything about those that failed. */

import { runCommand } from "./command.ts";
import { commands } from "./commands.mjs";
import { readArguments } from "./options.mjs";
import { selectPackages } from "./packages.mjs";
import { printFailures } from "./report.ts";
import { prepareParts } from "./test-parts.ts";
import { followTests } from "./test-progress.ts";
import { runTurbo } from "./turbo.ts";

const { typed, options } = commands.test;
const { values, positionals } = readArguments(typed, { options, allowPositionals: true }, process.argv.slice(2));
const { packages, files } = selectPackages(positionals, "test");
const names = packages.map(({ name }) => name);

async function main(): Promise<void> {
  if (values.list) for (const name of names) console.log(name);
  else process.exitCode = await test();
}

/** @returns The exit code. */
async function test(): Promise<number> {
  const { environment, missing } = await prepareParts(values.all);
  const start = performance.now();
  const own = [...files, ...(values.name === undefined ? [] : ["--testNamePattern", values.name])];
  const parameters = [
    "test",
    "--concurrency=2",
    ...(positionals.length > 0 ? names.map((name) => `--filter=${name}`) : []),
    ...(values.force ? ["--force"] : []),
    `--continue=${values.bail ? "never" : "dependencies-successful"}`,
    // Of the packages of several files each has only its own.
    ...(own.length > 0 ? ["--", "--passWithNoTests", ...own] : []),
  ];
  const { onLine, finish, skipped } = followTests(console.log);
  const result = await runTurbo(parameters, { onLine, environment: { ...process.env, ...environment } });
  const failed = finish(result, names);
  printFailures(result);
  if (skipped() > 0 && missing.length > 0) {
    console.log(
      `\nLeft out: ${missing.join(" ")} npm test -- --all installs what is missing and runs these tests too.`,
    );
  }
  const seconds = `${((performance.now() - start) / 1000).toFixed(0)} s`;
  const code = failed.length > 0 ? 1 : result.code;
  const count = names.length === 1 ? "1 package" : `${names.length} packages`;
  console.log(`\n${code === 0 ? `Passed: ${count}` : `Failed: ${failed.join(", ") || "see above"}`}; ${seconds}.`);
  return code;
}

runCommand("test", main);
