/** Installs tarballs without a registry: what they depend on comes from the packages that the workspace has. */

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runTool } from "./run-tool.ts";

/** A project outside of the workspace. */
export interface OfflineProject {
  /** An empty folder. */
  readonly folder: string;
  /** Tarballs by the names of their packages. */
  readonly tarballs: ReadonlyMap<string, string>;
  /** Folders whose `node_modules` have what the tarballs depend on: those that they were packed in. */
  readonly homes: readonly string[];
  /** Folders of packages that the project wants besides, by their names. */
  readonly tools: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * Installs with pnpm, offline and with a store of its own.
 *
 * @throws Error with what pnpm says, when a package is wanted that is not there.
 */
export async function installOffline({ folder, tarballs, homes, tools }: OfflineProject): Promise<void> {
  const found = new Map(Object.entries(tools));
  for (const home of [...homes, ...found.values()]) collect(home, tarballs, found);
  const references = (paths: Iterable<readonly [string, string]>) =>
    Object.fromEntries([...paths].map(([name, path]) => [name, `file:${path}`]));
  const manifest = {
    private: true,
    type: "module",
    dependencies: references(tarballs),
    devDependencies: references(Object.entries(tools)),
  };
  // Whatever version is asked for, the one that is here is taken; it was chosen by the same manifests.
  const settings = { packages: ["."], overrides: references([...found, ...tarballs]) };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify(settings)); // JSON is YAML
  await runTool("pnpm", ["install", "--offline", "--ignore-scripts", "--store-dir", join(folder, "store")], folder);
}

/** Finds what a package in a folder depends on, and what that depends on. */
function collect(folder: string, tarballs: ReadonlyMap<string, string>, found: Map<string, string>): void {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest; // every package has one
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (tarballs.has(name) || found.has(name)) continue;
    const path = locate(name, realpathSync(folder));
    // What is not there is an optional peer, or missed by the installation itself.
    if (path === undefined) continue;
    found.set(name, path);
    collect(path, tarballs, found);
  }
}

/** The package of a name that is imported from a folder, as Node finds it. */
function locate(name: string, folder: string): string | undefined {
  const path = join(folder, "node_modules", name);
  if (existsSync(path)) return realpathSync(path);
  return dirname(folder) === folder ? undefined : locate(name, dirname(folder));
}
