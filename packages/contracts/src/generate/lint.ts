/** Lints the contracts of `spec/` and their workflows; prints one line for each fault. */

import { join } from "node:path";
import { listApis, runRedocly, specFolder } from "./bundle.ts";
import { describeFinding, lint } from "./findings.ts";

const folder = process.argv[2] ?? specFolder;
const findings = await lint(folder);
for (const finding of findings) console.error(describeFinding(finding));
if (findings.length > 0) process.exitCode = 1;
else console.log(`${(await listApis(folder)).join(", ")}: no findings`);

const workflows = await runRedocly(["lint", "*.arazzo.yaml"], join(folder, "workflows"));
if (!workflows.ok) {
  console.error(workflows.stdout + workflows.stderr);
  process.exitCode = 1;
}
