/** Gives a stub the packages of this checkout where npm reaches no registry. */

import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serverFolder } from "./project.ts";

const require = createRequire(import.meta.url);

/**
 * Links into `node_modules` what npm would put there; what is there already stays.
 *
 * @throws the error of Node where links cannot be made.
 */
export async function linkDependencies(target: string): Promise<void> {
  const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));
  const node = fileURLToPath(new URL("../../../../node_modules/node", import.meta.url));
  const links = {
    "@parley/server": join("../..", serverFolder),
    "@types/node": folderOf("@types/node"),
    typescript: folderOf("typescript"),
    ".bin/tsc": join(folderOf("typescript"), "bin/tsc"),
    ".bin/node": join(node, "bin/node"),
  };
  for (const [place, to] of Object.entries(links)) {
    const path = join(target, "node_modules", place);
    await mkdir(dirname(path), { recursive: true });
    await symlink(to, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
