/** Sends the body of a web response, at the pace of the client. */

import type { ServerResponse } from "node:http";
import type { StallTimer } from "./stall.ts";

/** Most bytes that are held back to learn the length of a body, and that are written in one turn of the event loop. */
const maxHeldBytes = 65_536;

type Reader = ReadableStreamDefaultReader<Uint8Array>;
type Read = ReturnType<Reader["read"]>;

/** The beginning of a body. */
export interface BodyStart {
  readonly chunks: readonly Uint8Array[];
  /** The read that is to be awaited next; absent when the chunks are the whole body. */
  readonly pending?: Read;
}

/**
 * Reads what is there within this turn of the event loop. Most bodies are there as a whole, so that their length is
 * known; what is later must not hold back what is there.
 */
export async function readStart(reader: Reader): Promise<BodyStart> {
  const chunks: Uint8Array[] = [];
  const turn = endOfTurn();
  let length = 0;
  for (;;) {
    const pending = reader.read();
    const result = await Promise.race([pending, turn]);
    if (!result) return { chunks, pending };
    if (result.done) return { chunks };
    chunks.push(result.value);
    length += result.value.length;
    if (length > maxHeldBytes) return { chunks, pending: reader.read() };
  }
}

/** Writes a body, and waits until the client has taken all but what one turn of the socket holds. */
export async function writeBody(
  { chunks, pending }: BodyStart,
  reader: Reader,
  outgoing: ServerResponse,
  timer: StallTimer,
): Promise<void> {
  for (const chunk of chunks) await write(outgoing, chunk, timer);
  let length = 0;
  for (let read = pending; read && !outgoing.destroyed; read = reader.read()) {
    const { done, value } = await read;
    if (done) return;
    await write(outgoing, value, timer);
    length += value.length;
    if (length > maxHeldBytes) {
      // A source that always has more, and a client that always takes it, would let nobody else have a turn.
      await endOfTurn();
      length = 0;
    }
  }
}

function endOfTurn(): Promise<undefined> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(undefined));
  });
}

async function write(outgoing: ServerResponse, chunk: Uint8Array, timer: StallTimer): Promise<void> {
  if (outgoing.destroyed || outgoing.write(chunk)) return;
  timer.start();
  // A client who leaves never drains what waits for him.
  await new Promise<void>((resolve) => {
    function done(): void {
      outgoing.off("drain", done).off("close", done);
      resolve();
    }
    outgoing.on("drain", done).on("close", done);
  });
  timer.stop();
}
