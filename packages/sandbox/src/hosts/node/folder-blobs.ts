/** Files in a folder. */

import { openAsBlob } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type BlobStore, checkBlobId, receive } from "../../core/world/files/index.ts";
import { isProcessAlive, nameProcess } from "./process-alive.ts";

/** Where files lie that are still coming in. Worlds and ids have no dot first. */
const unfinished = ".unfinished";

/**
 * Opens a folder of files, and makes it where there is none. Several processes may use one. What a process that was killed
 * has left half-written is removed.
 */
export async function openFolderBlobs(folder: string): Promise<BlobStore> {
  await mkdir(join(folder, unfinished), { recursive: true });
  const left = (await readdir(join(folder, unfinished))).filter((name) => !isProcessAlive(name));
  for (const name of left) await rm(join(folder, unfinished, name), { force: true });

  function placeOf(world: string, id?: string): string {
    checkBlobId(world);
    if (id === undefined) return join(folder, world);
    checkBlobId(id);
    return join(folder, world, id);
  }

  return {
    write: async (world, id, source, options = {}) => {
      const place = placeOf(world, id);
      const arriving = join(folder, unfinished, nameProcess());
      const file = await open(arriving, "wx");
      try {
        const size = await receive(source, options, async (piece) => void (await file.writeFile(piece)));
        await file.close();
        await mkdir(join(folder, world), { recursive: true });
        await rename(arriving, place);
        return { id, size };
      } catch (error) {
        await file.close();
        await rm(arriving, { force: true });
        throw error;
      }
    },
    read: (world, id) => orNothing(async () => openAsBlob(placeOf(world, id))),
    remove: async (world, id) => rm(placeOf(world, id), { force: true }),
    list: async (world) => {
      const ids = (await orNothing(async () => readdir(placeOf(world)))) ?? [];
      const files = await Promise.all(
        ids.sort().map(async (id) => {
          const found = await orNothing(async () => stat(placeOf(world, id)));
          return found ? [{ id, size: found.size }] : [];
        }),
      );
      return files.flat();
    },
    clear: async (world) => rm(placeOf(world), { recursive: true, force: true }),
  };
}

/** What is read, or nothing where there is no such file, and where no file can have that name. */
async function orNothing<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // The second one is what opening a blob says.
    if (code === "ENOENT" || code === "ERR_INVALID_ARG_VALUE" || code === "invalid_id") return undefined;
    throw error;
  }
}
