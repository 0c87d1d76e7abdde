/** Makes a stub a project of its own: a manifest, settings of the compiler, and the packages that it imports. */

import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import base from "@parley/tooling/tsconfig.json" with { type: "json" };
import type { Files } from "./stub.ts";

const require = createRequire(import.meta.url);
const suffix = process.platform === "win32" ? ".exe" : "";

/** Folders and programs of this checkout, by their places in the `node_modules` of a stub. */
const links: Readonly<Record<string, string>> = {
  "@parley/contracts": fileURLToPath(new URL("../../contracts", import.meta.url)),
  "@parley/server": fileURLToPath(new URL("../../server", import.meta.url)),
  "@types/node": folderOf("@types/node"),
  typescript: folderOf("typescript"),
  ".bin/tsc": join(folderOf("typescript"), "bin/tsc"),
  [`.bin/node${suffix}`]: fileURLToPath(new URL(`../../../node_modules/node/bin/node${suffix}`, import.meta.url)),
};

/** Files of a project, which are its owner's from then on. */
export function projectFiles(api: string): Files {
  const manifest = {
    name: `${api}-server`,
    private: true,
    type: "module",
    scripts: { start: "node --conditions=@parley/source main.ts", typecheck: "tsc" },
  };
  const compilerOptions = { ...base.compilerOptions, lib: ["esnext", "dom", "dom.iterable"] };
  return {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "tsconfig.json": `${JSON.stringify({ compilerOptions, include: ["**/*.ts"] }, null, 2)}\n`,
  };
}

/**
 * Links what a project imports and runs with from this checkout, because the packages are in no registry; what is
 * installed there already stays.
 *
 * @param folder - Absolute path of the project.
 */
export async function linkPackages(folder: string): Promise<void> {
  for (const [place, target] of Object.entries(links)) {
    const path = join(folder, "node_modules", place);
    if (existsSync(path)) continue;
    await mkdir(dirname(path), { recursive: true });
    // A link that leads nowhere: the checkout has been moved.
    await rm(path, { force: true });
    await symlink(relative(dirname(path), target), path, place.startsWith(".bin/") ? "file" : "junction");
  }
}

function folderOf(packageName: string): string {
  return dirname(require.resolve(`${packageName}/package.json`));
}
