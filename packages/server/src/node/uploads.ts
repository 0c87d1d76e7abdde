/** Keeps uploaded files on disk while their request is answered, so that they cost no memory. */

import { openAsBlob } from "node:fs";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileReceiver, IncomingFile } from "../host/index.ts";

/** Bytes of a file that stay in memory; a longer one goes to disk. */
const memoryBytes = 262_144;

/** The uploads of a server. */
export interface Uploads {
  /** Receives a file of a request. */
  receive(file: IncomingFile, request: UploadOwner): FileReceiver;
  /** Removes what is left. */
  close(): Promise<void>;
}

/** Whose files are removed when it is over. */
export interface UploadOwner {
  /** Calls back when the request is answered, or its client gone. */
  onOver(remove: () => void): void;
}

/** Makes the uploads of a server; the folder is made with the first file that needs it. */
export function createUploads(): Uploads {
  let folder: Promise<string> | undefined;
  let count = 0;

  async function create(): Promise<{ readonly path: string; readonly handle: FileHandle }> {
    folder ??= mkdtemp(join(tmpdir(), "parley-uploads-"));
    count += 1;
    const path = join(await folder, String(count));
    return { path, handle: await open(path, "wx", 0o600) };
  }

  return {
    receive({ name, type }, owner) {
      let waiting: Uint8Array<ArrayBuffer>[] = [];
      let length = 0;
      let disk: Awaited<ReturnType<typeof create>> | undefined;

      async function flush(): Promise<void> {
        if (!disk) {
          disk = await create();
          const { path } = disk;
          owner.onOver(() => void rm(path, { force: true }));
        }
        const pieces = waiting;
        waiting = [];
        length = 0;
        for (const bytes of pieces) await disk.handle.writeFile(bytes);
      }

      return {
        write(bytes) {
          waiting.push(bytes as Uint8Array<ArrayBuffer>); // of a body, never shared
          length += bytes.length;
          return length > memoryBytes ? flush() : undefined;
        },
        async end() {
          if (!disk) return new File(waiting, name, { type });
          await flush();
          await disk.handle.close();
          return new File([await openAsBlob(disk.path)], name, { type });
        },
        async cancel() {
          waiting = [];
          await disk?.handle.close();
          if (disk) await rm(disk.path, { force: true });
        },
      };
    },
    async close() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
