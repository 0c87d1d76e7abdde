/** Watches a folder and everything in it by its folders, so that files may be replaced as editors do. */

import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join, sep } from "node:path";

/**
 * Calls back after each change in a folder or below, at least once for several changes that come together.
 *
 * Editors save by writing a new file and renaming it over the old one. Who watches the file itself, as Node's recursive
 * watcher does on Linux, goes on watching the one that was replaced; a folder sees every name in it change.
 *
 * @param onChange - Gets the path below `folder` with slashes, or `undefined` where the system names none.
 * @returns A function that stops watching.
 */
export function watchFolder(folder: string, onChange: (path: string | undefined) => void): () => void {
  const watchers = new Map<string, FSWatcher>();

  /** Stops watching a folder and what is below. */
  function forget(folder: string): void {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  }

  /** Brings the watchers in line with the folders that there are. */
  function refresh(): void {
    const folders = new Set(listFolders(folder));
    for (const path of [...watchers.keys()]) if (!folders.has(path)) forget(path);
    for (const path of folders) if (!watchers.has(path)) open(path);
  }

  function open(path: string): void {
    try {
      const watcher = watch(join(folder, path), (event, name) => {
        // A name that came or went may be that of a folder; one that came back is another folder of the same name.
        if (event === "rename") {
          if (name !== null) forget(join(path, name));
          refresh();
        }
        onChange(name === null ? undefined : join(path, name).replaceAll("\\", "/"));
      });
      watcher.on("error", () => forget(path));
      watchers.set(path, watcher);
    } catch {
      // The folder went before it could be watched; its parent tells of it.
    }
  }

  refresh();
  return () => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
}

/** The folder itself, as the empty path, and all below; packages that are installed there are nobody's own files. */
function listFolders(root: string, path = ""): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(join(root, path));
  } catch {
    return []; // gone meanwhile
  }
  const below = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
  return [path, ...below.flatMap(({ name }) => listFolders(root, join(path, name)))];
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
