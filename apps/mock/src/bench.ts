/**
 * Prints the figures of the contracts and their mock; with `--list` only their names. With `--clean-clone` it also times
 * `npm test` in a fresh clone.
 */

import { execFile, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { listCases, loadContract } from "@parley/conformance";
import { listApis, specFolder } from "@parley/contracts/bundle";
import { countProvenance } from "@parley/contracts/document";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const run = promisify(execFile);

async function seconds(work: () => Promise<unknown>): Promise<string> {
  const start = performance.now();
  await work();
  return `${((performance.now() - start) / 1000).toFixed(2)} s`;
}

async function generateCold(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "parley-generated-"));
  await run(process.execPath, [join(root, "packages/contracts/src/generate/main.ts"), folder]);
  await rm(folder, { recursive: true });
}

async function generateCached(): Promise<void> {
  await run(process.execPath, [join(root, "node_modules/turbo/bin/turbo"), "run", "generate"], { cwd: root });
}

/** From `npm start` on an installed tree to the first 200 of every mock. */
async function startAll(): Promise<void> {
  const parameters = [join(root, "packages/tooling/src/bootstrap.mjs"), "start", "--port-base", "0"];
  const child = spawn(process.execPath, parameters, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const bytes of child.stdout) {
    output += String(bytes);
    if (output.includes("reloads its mock")) break;
  }
  if (child.exitCode !== null) throw new Error(`npm start ended:\n${output}`);
  const addresses = [...output.matchAll(/http:\S+/g)].map(([address]) => address);
  await Promise.all(addresses.map((address) => fetch(address)));
  child.kill("SIGINT");
  await once(child, "exit");
}

/** Resident memory of the process that serves every mock, in MB. */
async function mockMemory(): Promise<string> {
  const script = fileURLToPath(new URL("./main.ts", import.meta.url));
  const child = fork(script, ["--port-base", "0", "--quiet"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(child, "message");
  const kilobytes = Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)]).toString());
  child.kill("SIGTERM");
  await once(child, "exit");
  return `${Math.round(kilobytes / 1024)} MB`;
}

async function testCleanClone(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "parley-clone-"));
  await run("git", ["clone", "--quiet", root, folder]);
  await run("npm", ["test"], { cwd: folder, maxBuffer: 1024 * 1024 * 1024 });
  await rm(folder, { recursive: true });
}

async function countLines(api: string): Promise<number> {
  const files = await readdir(join(specFolder, api), { recursive: true });
  const texts = files.filter((name) => /\.(yaml|json|sse)$/.test(name));
  const counts = await Promise.all(
    texts.map(async (name) => (await readFile(join(specFolder, api, name), "utf8")).split("\n").length - 1),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function describeApi(api: string): Promise<Record<string, number>> {
  const contract = await loadContract(api);
  return { ...listCases(contract).counts, lines: await countLines(api), ...countProvenance(contract.document) };
}

async function coverage(): Promise<Record<string, Record<string, number>>> {
  const apis = await listApis();
  return Object.fromEntries(await Promise.all(apis.map(async (api) => [api, await describeApi(api)] as const)));
}

const { values } = parseArgs({
  options: { "clean-clone": { type: "boolean", default: false }, list: { type: "boolean", default: false } },
});
const figures: Readonly<Record<string, () => Promise<string>>> = {
  "generate, cold": () => seconds(generateCold),
  "generate, cached": async () => {
    await generateCached();
    return seconds(generateCached);
  },
  "npm start to the first answers": () => seconds(startAll),
  "memory of the mock process": mockMemory,
  ...(values["clean-clone"] && { "npm test in a clean clone": () => seconds(testCleanClone) }),
};
for (const [name, measure] of Object.entries(figures)) {
  console.log(values.list ? name : `${name.padEnd(34)}${await measure()}`);
}
if (!values.list) console.table(await coverage());
