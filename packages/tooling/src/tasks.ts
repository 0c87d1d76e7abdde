/**
 * Runs tasks of turbo and prints nothing but what failed.
 *
 * Usage, from the root: node packages/tooling/src/tasks.ts <task> [options of turbo run]
 */

import { printFailures } from "./report.ts";
import { runTurbo } from "./turbo.ts";

const result = await runTurbo(process.argv.slice(2));
printFailures(result);
process.exitCode = result.code;
