/** The limits of the platform for files that go with a message. */

import { UsageError } from "@parley/client";

const maxFiles = 20;
/** The vendor says 50 MB; this is the larger of the two meanings, the server has the last word. */
const maxFileBytes = 50 * 1024 * 1024;

/** Files to upload; give a `File` where the name matters, a `Blob` is called `file`. */
export type Uploads = readonly Blob[];

/**
 * Checks files before they are sent.
 *
 * @throws UsageError `too_many_files`, `file_too_large`.
 */
export function checkFiles(files: Uploads): Blob[] {
  if (files.length > maxFiles) {
    const message = `files may have at most ${maxFiles} items, not ${files.length}`;
    throw new UsageError(message, { code: "too_many_files" });
  }
  for (const [index, file] of files.entries()) {
    if (file.size <= maxFileBytes) continue;
    const message = `files[${index}] may have at most 50 MB, not ${file.size} bytes`;
    throw new UsageError(message, { code: "file_too_large" });
  }
  return [...files];
}
