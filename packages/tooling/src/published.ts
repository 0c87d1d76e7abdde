/** The packages of the workspace that are published. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packages.mjs";

/** A package that is published. */
export interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
  /** What is imported: its name, and that with the path of each other entry. */
  readonly entries: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** Finds them: the packages whose package.json does not say `private`. */
export function findPublished(): PublishedPackage[] {
  return readdirSync(join(root, "packages"))
    .map((folder) => join(root, "packages", folder))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .flatMap((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
      if (manifest.private) return [];
      const entries = Object.keys(manifest.exports ?? {}).map((path) => manifest.name + path.slice(1));
      return [{ name: manifest.name, folder, entries }];
    });
}
