/** Opens ZIP files that anybody may have made. */

import { BlobReader, configure, type Entry, type FileEntry, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { insidePath } from "./workspace.ts";

/** What is unpacked at most. */
const archiveLimits = { entries: 1_000, bytes: 200 * 1_024 * 1_024 } as const;

/** A file of an archive; nothing of it is read before it is asked for. */
export interface ArchiveFile {
  /** Relative, with slashes. */
  readonly path: string;
  /** Bytes, as the archive says. Whoever reads should hold it to that. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** An archive is not unpacked. */
export class ArchiveError extends Error {
  /** Whether there is too much in it. */
  readonly isTooLarge: boolean;

  constructor(message: string, isTooLarge = false) {
    super(message);
    this.name = "ArchiveError";
    this.isTooLarge = isTooLarge;
  }
}

/** Whether a file is meant to be a ZIP file; many other formats are one inside. */
export function isArchive({ name, type }: Pick<File, "name" | "type">): boolean {
  return /\.zip$/i.test(name) || type === "application/zip" || type === "application/x-zip-compressed";
}

/**
 * Lists the files of an archive, folders left out.
 *
 * @throws ArchiveError Where it is broken or encrypted, a path leads out of it, an entry is a link, two files lie on one
 * another, or there is more in it than the limits have.
 */
export async function listArchive(file: Blob): Promise<ArchiveFile[]> {
  // A worker would be a file of its own, which a bundle does not have.
  configure({ useWebWorkers: false });
  const reader = new ZipReader(new BlobReader(file), { checkOverlappingEntry: true });
  const found: ArchiveFile[] = [];
  const paths = new Set<string>();
  let bytes = 0;
  try {
    let count = 0;
    for await (const entry of reader.getEntriesGenerator()) {
      count += 1;
      if (count > archiveLimits.entries) throw new ArchiveError("It has too many entries", true);
      const path = checkEntry(entry);
      if (entry.directory) continue;
      if (paths.has(path)) throw new ArchiveError("It has two files of one name");
      paths.add(path);
      bytes += entry.uncompressedSize;
      if (bytes > archiveLimits.bytes) throw new ArchiveError("There is too much in it", true);
      found.push({ path, size: entry.uncompressedSize, stream: () => unpack(entry) });
    }
    return found;
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError("It is broken");
  } finally {
    await reader.close();
  }
}

function checkEntry(entry: Entry): string {
  const path = insidePath(entry.filename);
  if (path === undefined) throw new ArchiveError("A path in it leads out of it");
  if (entry.encrypted) throw new ArchiveError("It is encrypted");
  if (entry.symlink) throw new ArchiveError("It has a link");
  return path;
}

/** The bytes of an entry; whatever goes wrong with them is a fault of the archive. */
function unpack(entry: FileEntry): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const unpacking = entry.getData(writable, { checkSignature: true, checkOverlappingEntry: true });
  // It may fail before it has touched the stream, which then would never end.
  const failure = new Promise<never>((_resolve, reject) => unpacking.catch(reject));
  failure.catch(() => {});
  const reader = readable.getReader();
  return new ReadableStream({
    async pull(controller) {
      const step = await Promise.race([reader.read(), failure]).catch(() => undefined);
      if (!step) controller.error(new ArchiveError("It is broken"));
      else if (step.done) controller.close();
      else controller.enqueue(step.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
