/** Sound for tests. */

import { readFile } from "node:fs/promises";

/** A recording that the contract shows: `hello-there.wav`, `.webm` or `.mp3`. */
export async function readRecording(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(`../../../../../spec/chatzy/examples/${name}`, import.meta.url)));
}
