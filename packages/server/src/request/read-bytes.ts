/** Reads a body that strangers send, up to a limit. */

import { Refusal } from "./problem.ts";

/** The refusal of a body with more bytes than this. */
export function bodyTooLarge(limit: number): Refusal {
  return new Refusal("too_large", `The body is larger than ${limit} bytes`);
}

/** The refusal of a body that was cut. */
export function bodyEndedEarly(): Refusal {
  return new Refusal("malformed", "The body ended early");
}

/**
 * The chunks of a body as they come.
 *
 * @throws Refusal as soon as there is more than the limit, or before the first chunk where the length is announced.
 */
export async function* readChunks(request: Request, limit: number): AsyncGenerator<Uint8Array, void, undefined> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limit) throw bodyTooLarge(limit);
  if (!request.body) return;
  const reader = request.body.getReader();
  let length = 0;
  let isDone = false;
  try {
    while (!isDone) {
      const result = await read(reader);
      isDone = result.done;
      if (!result.value) continue;
      length += result.value.byteLength;
      if (length > limit) throw bodyTooLarge(limit);
      yield result.value;
    }
  } finally {
    // What is left is not wanted; the host ends the connection or drains it.
    if (!isDone) reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array<ArrayBufferLike>>> {
  try {
    return await reader.read();
  } catch {
    throw bodyEndedEarly();
  }
}

/** The whole body. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readChunks(request, limit)) {
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return joinBytes(chunks, length);
}

/** Chunks as one. */
export function joinBytes(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
