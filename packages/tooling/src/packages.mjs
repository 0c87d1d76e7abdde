// The packages of the workspace, and how a person names some of them.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "./options.mjs";

/** The root of the workspace. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * @typedef {object} WorkspacePackage
 * @property {string} name
 * @property {string} folder - Relative to the root, with slashes.
 * @property {Readonly<Record<string, string>>} scripts
 *
 * @typedef {object} Selection
 * @property {WorkspacePackage[]} packages
 * @property {string[]} files - Relative to the package that each is in.
 */

/**
 * Lists the packages, in the order of their folders.
 *
 * @returns {WorkspacePackage[]}
 */
export function listPackages() {
  return ["apps", "packages"].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => `${group}/${name}`)
      .filter((folder) => existsSync(join(root, folder, "package.json")))
      .map((folder) => {
        const { name, scripts = {} } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
        return { name, folder, scripts };
      }),
  );
}

/**
 * Finds the packages that have a script and that a person names: by a name, with or without the scope, by a folder, or
 * by a file in it. Without any name it is all of them.
 *
 * @param {readonly string[]} names - Paths are relative to where npm was called.
 * @param {string} script
 * @returns {Selection}
 * @throws {CommandError} when there is no such package and no such file.
 */
export function selectPackages(names, script) {
  const all = listPackages().filter(({ scripts }) => script in scripts);
  if (names.length === 0) return { packages: all, files: [] };
  /** @type {Selection} */
  const selection = { packages: [], files: [] };
  for (const name of names) {
    const path = resolve(process.env.INIT_CWD ?? root, name);
    const place = relative(root, path).split(sep).join("/");
    const found = all.find(
      (each) => [each.name, each.name.replace("@parley/", ""), each.folder].includes(name) || each.folder === place,
    );
    const owner = found ?? all.find(({ folder }) => place.startsWith(`${folder}/`) && existsSync(path));
    if (!owner) {
      const known = all.map((each) => each.name.replace("@parley/", "")).sort();
      throw new CommandError(`There is no package and no file "${name}". The packages are ${known.join(", ")}.`);
    }
    if (!selection.packages.includes(owner)) selection.packages.push(owner);
    if (!found && statSync(path).isFile()) selection.files.push(place.slice(owner.folder.length + 1));
  }
  return selection;
}
