#!/usr/bin/env node
// `npx parley` in a checkout: runs the command line with the Node that the project brings.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const name = process.platform === "win32" ? "node.exe" : "node";
const node = fileURLToPath(new URL(`../../../node_modules/node/bin/${name}`, import.meta.url));
const main = fileURLToPath(new URL("./main.ts", import.meta.url));
if (existsSync(node)) {
  const child = spawn(node, ["--conditions=@parley/source", main, ...process.argv.slice(2)], { stdio: "inherit" });
  child.on("close", (code) => process.exit(code ?? 1));
} else {
  console.error("parley: nothing is installed yet; run npm start or npm test once.");
  process.exitCode = 1;
}
