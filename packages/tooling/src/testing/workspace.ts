/** A small workspace that is run as ours is: with our commands, tasks and tools, but with packages of a test. */

import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../packages.mjs";

/** A workspace on disk. */
export interface TestWorkspace {
  readonly folder: string;
  remove(): Promise<void>;
}

const usages = ["docs", "mock", "sandbox"].map((app) => `apps/${app}/src/usage.mjs`);
/** What is ours in it. */
const copied = ["package.json", "turbo.json", ".npmrc", ".gitignore"];

/**
 * Makes a workspace.
 *
 * @param files - Texts by their paths; a package is made of at least a `package.json`.
 * @param isInstalled - Whether it counts as installed; without that it has no `node_modules`.
 */
export async function makeWorkspace(
  files: Readonly<Record<string, string>>,
  { isInstalled = true }: { readonly isInstalled?: boolean } = {},
): Promise<TestWorkspace> {
  // As a user's folders may be called.
  const folder = join(await mkdtemp(join(tmpdir(), "parley-workspace-")), "a b");
  await mkdir(join(folder, "apps"), { recursive: true });
  for (const name of copied) await cp(join(root, name), join(folder, name));
  const tooling = join(folder, "packages/tooling");
  const filter = (path: string) => !/\.test\.ts$|testing/.test(path);
  await cp(join(root, "packages/tooling/src"), join(tooling, "src"), { recursive: true, filter });
  const all = {
    "pnpm-workspace.yaml": "packages: [packages/*, apps/*]\n",
    "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    ".biome.json": JSON.stringify({ files: { includes: ["packages/*/src/**", "!packages/tooling"] } }),
    ".knip.json": JSON.stringify({ ignoreWorkspaces: [".", "packages/tooling"] }),
    // What their servers are called with.
    ...Object.fromEntries(usages.map((path) => [path, readFileSync(join(root, path), "utf8")])),
    // By another name, because turbo.json says of the task of ours which packages it waits for.
    "packages/tooling/package.json": '{ "name": "tooling", "type": "module" }',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const workspace = { folder, remove: () => rm(dirname(folder), { recursive: true }) };
  if (!isInstalled) return workspace;
  await linkAll(join(root, "node_modules"), join(folder, "node_modules"));
  await linkAll(join(root, "packages/tooling/node_modules"), join(tooling, "node_modules"));
  // By an address that the test runner leaves alone, because each copy knows where it is.
  const copy = pathToFileURL(join(tooling, "src/install.mjs")).href;
  const install = (await import(/* @vite-ignore */ copy)) as typeof import("../install.mjs");
  install.markInstalled(install.workspace);
  return workspace;
}

async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== ".parley-installed") await symlink(join(from, name), join(to, name), "junction");
  }
}
