/** `npm run bench`: runs the bench of each package, one after the other. */

import { commands } from "./commands.mjs";
import { readArguments } from "./options.mjs";
import { root, selectPackages } from "./packages.mjs";
import { printFailures } from "./report.ts";
import { run } from "./run.mjs";
import { runTurbo } from "./turbo.ts";

const { typed, options } = commands.bench;
const { values, positionals } = readArguments(typed, { options, allowPositionals: true }, process.argv.slice(2));
if (values.list) process.exitCode = await runBenches();
else {
  const build = await runTurbo(["build"]);
  printFailures(build);
  process.exitCode = build.code === 0 ? await runBenches() : build.code;
}

function runBenches(): Promise<number> {
  const filters = selectPackages(positionals, "bench").packages.map(({ name }) => `--filter=${name}`);
  const flags = [...(values.list ? ["--list"] : []), ...(values["clean-clone"] ? ["--clean-clone"] : [])];
  const parameters = [
    "node_modules/pnpm/bin/pnpm.cjs",
    "--silent",
    ...filters,
    "--workspace-concurrency=1",
    "run",
    "bench",
    ...flags,
  ];
  return run(process.execPath, parameters, { cwd: root });
}
