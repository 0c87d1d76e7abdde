/**
 * Sends the events of a run straight to the socket: one write for all that a stream has in one turn of the event loop.
 *
 * A web stream in between costs several promises and a copy for each event.
 */

import type { ServerResponse } from "node:http";
import { EventStreamError } from "./event-stream-error.ts";
import { createStallTimer } from "./node-stall.ts";
import type { StreamRun, StreamSink } from "./stream-sink.ts";

/** Bytes that are given to the socket at once; a client has the stall timeout to take them. */
const pieceBytes = 65_536;

/** Calls back at the end of this turn of the event loop, all callers by one timer. */
export type Schedule = (flush: () => void) => void;

/** Makes a schedule, for all streams of a server. */
export function createSchedule(): Schedule {
  let waiting: (() => void)[] = [];
  function flush(): void {
    const due = waiting;
    waiting = [];
    for (const call of due) call();
  }
  return (call) => {
    if (waiting.length === 0) setImmediate(flush);
    waiting.push(call);
  };
}

/** Starts a run whose events are the body of a response; its head is written, and `Transfer-Encoding` not set by hand. */
export function sendEvents(run: StreamRun, response: ServerResponse, schedule: Schedule): void {
  let pieces: { text: string; bytes: number }[] = [];
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
      const encoding = piece.bytes === piece.text.length ? "latin1" : "utf8";
      // RFC 9112 section 7.1, in one write.
      if (socket) socket.write(`${piece.bytes.toString(16)}\r\n${piece.text}\r\n`, encoding, onSent);
      else response.write(piece.text, encoding, onSent);
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
    schedule(flush);
  }

  const sink: StreamSink = {
    write(text) {
      const bytes = Buffer.byteLength(text);
      const last = pieces.at(-1);
      if (last && last.bytes + bytes <= pieceBytes) {
        last.text += text;
        last.bytes += bytes;
      } else pieces.push({ text, bytes });
      waitingBytes += bytes;
      change();
    },
    isFull: () => !isGone && sentBytes + waitingBytes >= run.maxBufferedBytes,
    room: () =>
      new Promise((resolve) => {
        onRoom = resolve;
        if (!sink.isFull()) resolve();
      }),
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
