/** Keeps an uploaded file in memory. */

import type { FileReceiver, IncomingFile } from "../host/index.ts";

/** Bytes that are put together before they are handed to the platform, so that a file is there once and not twice. */
const blockBytes = 1_048_576;

/** Receives a file in memory. */
export function receiveInMemory({ name, type }: IncomingFile): FileReceiver {
  const blocks: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  return {
    write(bytes) {
      pieces.push(bytes as Uint8Array<ArrayBuffer>); // of a body, never shared
      length += bytes.length;
      if (length < blockBytes) return;
      blocks.push(new Blob(pieces));
      pieces = [];
      length = 0;
    },
    end: () => new File([...blocks, ...pieces], name, { type }),
    cancel() {
      pieces = [];
      blocks.length = 0;
    },
  };
}
