#!/usr/bin/env node
// `npx parley` in a checkout: the command of the root, run where the caller is.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bootstrap = fileURLToPath(new URL("../../tooling/src/bootstrap.mjs", import.meta.url));
const child = spawn(process.execPath, [bootstrap, "parley", ...process.argv.slice(2)], { stdio: "inherit" });
child.on("close", (code) => process.exit(code ?? 1));
