/**
 * Sends the events of a run straight to the socket: one write for all that a stream has in one turn of the event loop.
 *
 * A web stream in between costs several promises and a copy for each event.
 */

import type { ServerResponse } from "node:http";
import { EventStreamError, type StreamRun, type StreamSink } from "../host/index.ts";
import type { Schedule } from "./schedule.ts";
import { createStallTimer } from "./stall.ts";

/** Most bytes that are given to the socket at once, so that a slow client is seen to take some of them. */
const pieceBytes = 16_384;

/** What is written at once. */
interface Piece {
  /** Bytes are a part of a text that is longer than a piece. */
  content: string | Uint8Array;
  bytes: number;
}

/** Starts a run whose events are the body of a response; its head is written, and `Transfer-Encoding` not set by hand. */
export function sendEvents(run: StreamRun, response: ServerResponse, schedule: Schedule): void {
  let pieces: Piece[] = [];
  let waitingBytes = 0;
  let sentBytes = 0;
  let isScheduled = false;
  let isEnded = false;
  let isGone = false;
  let onRoom = (): void => {};
  const timer = createStallTimer(run, response, () => {
    run.cancel(new EventStreamError("stalled", `The reader took nothing for ${run.stallTimeout} ms.`));
    response.destroy();
  });

  // The head goes out at once: a reader may wait long for the first event.
  response.flushHeaders();
  // A response without a socket waits for an earlier one of its connection.
  const socket = response.chunkedEncoding ? response.socket : null;

  function flush(): void {
    isScheduled = false;
    if (isGone || sentBytes > 0) return;
    const piece = pieces.shift();
    if (!piece) {
      if (isEnded) response.end();
    } else {
      sentBytes = piece.bytes;
      waitingBytes -= piece.bytes;
      if (typeof piece.content !== "string") response.write(piece.content, onSent);
      else {
        const encoding = piece.bytes === piece.content.length ? "latin1" : "utf8";
        // RFC 9112 section 7.1, in one write.
        if (socket) socket.write(`${piece.bytes.toString(16)}\r\n${piece.content}\r\n`, encoding, onSent);
        else response.write(piece.content, encoding, onSent);
      }
    }
    if (response.writableLength > 0) timer.start();
  }

  function onSent(): void {
    sentBytes = 0;
    timer.stop();
    if (!sink.isFull()) onRoom();
    if (pieces.length > 0 || isEnded) flush();
  }

  function change(): void {
    if (isScheduled || sentBytes > 0) return;
    isScheduled = true;
    schedule.atEnd(flush);
  }

  const sink: StreamSink = {
    write(text) {
      const bytes = Buffer.byteLength(text);
      const last = pieces.at(-1);
      if (last && typeof last.content === "string" && last.bytes + bytes <= pieceBytes) {
        last.content += text;
        last.bytes += bytes;
      } else if (bytes <= pieceBytes) pieces.push({ content: text, bytes });
      else pieces.push(...split(text));
      waitingBytes += bytes;
      change();
    },
    isFull: () => !isGone && sentBytes + waitingBytes >= run.maxBufferedBytes,
    room: () =>
      new Promise((resolve) => {
        onRoom = resolve;
        if (!sink.isFull()) resolve();
      }),
    turn: schedule.turn,
    end() {
      isEnded = true;
      change();
    },
    abort() {
      response.destroy();
    },
  };

  response.once("close", () => {
    isGone = true;
    pieces = [];
    timer.stop();
    onRoom();
    run.cancel(new EventStreamError("reader_gone", "The reader is gone."));
  });
  run.start(sink);
}

/** A long text in pieces; in bytes, because a character may stand across two of them. */
function* split(text: string): Generator<Piece, void, undefined> {
  const all = Buffer.from(text);
  for (let start = 0; start < all.length; start += pieceBytes) {
    const content = all.subarray(start, start + pieceBytes);
    yield { content, bytes: content.length };
  }
}
