/** Takes the bytes of a file in. */

import { BlobError, type WriteOptions } from "./blob-store.ts";

const defaultMaxBytes = 50 * 1_024 * 1_024;

/** Names that every file system takes, and that lead nowhere else. */
export function checkBlobId(id: string): void {
  if (/^[\w-][\w.-]{0,127}$/.test(id)) return;
  throw new BlobError(
    "invalid_id",
    'The id of a file is 1 to 128 letters, digits, "-", "_" and ".", with no dot first.',
  );
}

/**
 * Gives each piece of a stream to `take` before it asks for the next one, and says how many bytes there were.
 *
 * @throws BlobError `too_large`, before the piece that is too much is taken.
 */
export async function receive(
  source: ReadableStream<Uint8Array>,
  { maxBytes = defaultMaxBytes }: WriteOptions,
  take: (piece: Uint8Array) => void | Promise<void>,
): Promise<number> {
  let size = 0;
  // To leave the loop cancels the stream.
  for await (const piece of source) {
    size += piece.byteLength;
    if (size > maxBytes) throw new BlobError("too_large", `The file has more than ${maxBytes} bytes.`);
    await take(piece);
  }
  return size;
}
