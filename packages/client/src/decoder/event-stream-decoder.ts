/** WHATWG HTML 9.2.5 and 9.2.6, "Parsing an event stream" and "Interpreting an event stream": bytes to events. */

import { ProtocolError, UsageError } from "../errors/index.ts";
import { createByteBuffer } from "./byte-buffer.ts";

/** One event as it was dispatched. */
export interface DecodedEvent {
  /** The event type: the last `event` field, `message` when there was none or an empty one. */
  readonly event: string;
  /** The `data` fields, joined by LF. */
  readonly data: string;
  /** The last event id so far; it stays until another one comes, and is empty before the first. */
  readonly lastEventId: string;
  /**
   * Present when the stream ended before the blank line. The standard discards such an event: it may be cut, so its id
   * is no position to resume from.
   */
  readonly unterminated?: true;
}

/** What may be set or listened to while a stream is decoded. */
export interface EventStreamDecoderOptions {
  /**
   * Most bytes that the line being read and the data collected for its event may have together; 16 MiB by default,
   * `Infinity` for no limit. Where a stream is cut into chunks makes no difference to what passes.
   */
  readonly maxEventBytes?: number | undefined;
  /** Takes the text of each comment as soon as its line ends, without the colon and one space. */
  readonly onComment?: ((comment: string) => void) | undefined;
  /** Takes a new last event id when the blank line behind it comes, also when there is no data to dispatch. */
  readonly onLastEventId?: ((lastEventId: string) => void) | undefined;
  /** Takes the reconnection time in milliseconds, as large as the server sent it. */
  readonly onRetry?: ((milliseconds: number) => void) | undefined;
}

/** What {@link createEventStreamDecoder} gives. After `end`, or once either function threw, both refuse. */
export interface EventStreamDecoder {
  /**
   * Decodes the next bytes and calls back for all that is complete; keeps no reference to them.
   *
   * @throws {@link ProtocolError} `event_too_large`; {@link UsageError} `decoder_closed`; what a callback throws.
   */
  push(chunk: Uint8Array): void;
  /**
   * Delivers an event that no blank line ended, marked `unterminated`. An unfinished last line counts for `data` and
   * `event` only: half an id must not become a position to resume from.
   *
   * @throws {@link UsageError} `decoder_closed`; what a callback throws.
   */
  end(): void;
}

const blockBytes = 65_536;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;

/**
 * Makes a decoder that is fed by hand. Time is linear in the bytes pushed, memory in `maxEventBytes`.
 *
 * @example
 * ```ts
 * const decoder = createEventStreamDecoder({ onEvent: ({ event, data }) => console.log(event, data) });
 * decoder.push(new TextEncoder().encode("data: hello\n\n"));
 * decoder.end();
 * ```
 */
export function createEventStreamDecoder({
  maxEventBytes = 16_777_216,
  onEvent,
  onComment,
  onLastEventId,
  onRetry,
}: EventStreamDecoderOptions & { readonly onEvent: (event: DecodedEvent) => void }): EventStreamDecoder {
  // Only whole lines are decoded, and no UTF-8 sequence spans a line end: the decoder need not stream, which is slower.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  // What outlives a block is held as bytes: counted exactly, and no slice of a text holds all of that text.
  const line = createByteBuffer();
  const earlierData = createByteBuffer();
  let data: string | undefined;
  let eventType = "";
  let lastEventId = "";
  let announcedId = "";
  let isStart = true;
  let isAfterReturn = false;
  let isUnfinished = false;
  let isOpen = true;

  function close(): void {
    if (!isOpen) throw new UsageError("This event stream decoder has ended or failed.", { code: "decoder_closed" });
    isOpen = false;
  }

  /** End of the next piece: a block, or one line where the limit is near enough to be checked line by line. */
  function endOfPiece(chunk: Uint8Array, start: number): number {
    const end = Math.min(start + blockBytes, chunk.length);
    // A byte that is not UTF-8 becomes U+FFFD, which is three.
    if (earlierData.length + 3 * (line.length + end - start) <= maxEventBytes) return end;
    let position = start;
    while (position < end && !isLineEnd(chunk[position])) position += 1;
    return Math.min(position + 1, end);
  }

  function readPiece(piece: Uint8Array): void {
    if (line.length + earlierData.length + piece.length > maxEventBytes) {
      const message = `The stream holds an event or a line of more than ${maxEventBytes} bytes, the limit in maxEventBytes.`;
      throw new ProtocolError(message, { code: "event_too_large" });
    }
    // A CR ends its line at once; the LF that may follow belongs to it.
    const start = isAfterReturn && piece[0] === lineFeed ? 1 : 0;
    const last = piece[piece.length - 1];
    isAfterReturn = last === carriageReturn;
    let end = piece.length;
    if (!isLineEnd(last)) {
      const tail = piece.subarray(piece.lastIndexOf(lineFeed) + 1);
      end -= tail.length - 1 - tail.lastIndexOf(carriageReturn);
    }
    if (end > start) {
      let lines = part(piece, start, end);
      if (line.length > 0) {
        line.append(lines);
        lines = line.drain();
      }
      readLines(decoder.decode(lines));
      if (data !== undefined) {
        earlierData.append(encoder.encode(`${data}\n`));
        data = undefined;
      }
    }
    if (end < piece.length) line.append(piece.subarray(end));
  }

  /** Reads a text that ends with a line end. */
  function readLines(text: string): void {
    let lines = text;
    if (isStart && lines.startsWith("\uFEFF")) lines = lines.slice(1);
    isStart = false;
    if (lines.includes("\r")) lines = lines.replace(/\r\n?/g, "\n");
    let start = 0;
    for (let end = lines.indexOf("\n"); end >= 0; end = lines.indexOf("\n", start)) {
      readLine(lines, start, end);
      start = end + 1;
    }
  }

  function readLine(lines: string, start: number, end: number): void {
    if (start === end) dispatch();
    // Nearly all lines are one of these two, and need no search for the colon.
    else if (lines.startsWith("data:", start)) addData(lines.slice(skipSpace(lines, start + 5), end));
    else if (lines.startsWith("event:", start)) eventType = lines.slice(skipSpace(lines, start + 6), end);
    else readField(lines.slice(start, end));
  }

  function readField(field: string): void {
    const colon = field.indexOf(":");
    const name = colon < 0 ? field : field.slice(0, colon);
    const value = colon < 0 ? "" : field.slice(skipSpace(field, colon + 1));
    if (name === "data") addData(value);
    else if (name === "event") eventType = value;
    else if (isUnfinished) return;
    else if (name === "") onComment?.(value);
    else if (name === "id" && !value.includes("\0")) lastEventId = value;
    else if (name === "retry" && /^\d+$/.test(value)) onRetry?.(Number(value));
  }

  function addData(value: string): void {
    data = data === undefined ? value : `${data}\n${value}`;
  }

  function dispatch(isUnterminated = false): void {
    if (!isUnterminated && lastEventId !== announcedId) {
      announcedId = lastEventId;
      onLastEventId?.(lastEventId);
    }
    if (earlierData.length > 0) {
      const earlier = decoder.decode(earlierData.drain());
      data = data === undefined ? earlier.slice(0, -1) : earlier + data;
    }
    const event = eventType || "message";
    const dispatched = data;
    eventType = "";
    data = undefined;
    if (dispatched === undefined) return;
    onEvent(
      isUnterminated
        ? { event, data: dispatched, lastEventId, unterminated: true }
        : { event, data: dispatched, lastEventId },
    );
  }

  return {
    push(chunk) {
      close();
      for (let start = 0, end = 0; start < chunk.length; start = end) {
        end = endOfPiece(chunk, start);
        readPiece(part(chunk, start, end));
      }
      isOpen = true;
    },
    end() {
      close();
      isUnfinished = true;
      if (line.length > 0) readLines(`${decoder.decode(line.drain())}\n`);
      if (data !== undefined || earlierData.length > 0) dispatch(true);
    },
  };
}

/** Same as `subarray`, which costs as much as reading a small event, and is rarely needed. */
function part(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return end - start === bytes.length ? bytes : bytes.subarray(start, end);
}

function skipSpace(text: string, position: number): number {
  return text.charCodeAt(position) === space ? position + 1 : position;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

/**
 * Decodes the body of a response, event by event. Leaving the loop, in any way, cancels the body and frees its lock.
 *
 * @throws {@link ProtocolError} `event_too_large`, behind the events before it; whatever the body fails with.
 * @example
 * ```ts
 * for await (const { event, data } of decodeEventStream(response.body)) console.log(event, data);
 * ```
 */
export async function* decodeEventStream(
  body: ReadableStream<Uint8Array>,
  options: EventStreamDecoderOptions = {},
): AsyncGenerator<DecodedEvent, void, void> {
  const { onLastEventId } = options;
  let told: (DecodedEvent | string)[] = [];
  const decoder = createEventStreamDecoder({
    ...options,
    onEvent: (event) => told.push(event),
    onLastEventId: onLastEventId && ((id) => told.push(id)),
  });
  const reader = body.getReader();
  try {
    for (let isDone = false; !isDone; ) {
      const { done, value } = await reader.read();
      isDone = done;
      let failure: { readonly error: unknown } | undefined;
      try {
        if (done) decoder.end();
        else decoder.push(value);
      } catch (error) {
        failure = { error };
      }
      for (const item of told) {
        // An id is told when its event is handed over: the reader may stop before, and resume from the id it has.
        if (typeof item === "string") onLastEventId?.(item);
        else yield item;
      }
      told = [];
      if (failure) throw failure.error;
    }
  } finally {
    // Not awaited: a source that is slow to stop must not hold the loop. It has no one left to report a failure to.
    reader.cancel().catch(() => {});
    reader.releaseLock();
  }
}
