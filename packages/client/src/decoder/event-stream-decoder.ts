/** WHATWG HTML 9.2.5 and 9.2.6, "Parsing an event stream" and "Interpreting an event stream": bytes to events. */

import { ProtocolError, UsageError } from "../errors/index.ts";
import { createTextBuffer } from "./text-buffer.ts";

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
   * @throws {@link ProtocolError} `event_too_large`; {@link UsageError} `decoder_closed`; what a callback throws.
   */
  end(): void;
}

const blockBytes = 65_536;
const lineFeed = 10;
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
  // What ends between two characters needs no memory of its last bytes, and is decoded several times faster.
  const whole = new TextDecoder("utf-8", { ignoreBOM: true });
  const streaming = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  // What outlives a block.
  const line = createTextBuffer();
  const earlierData = createTextBuffer();
  let data: string | undefined;
  let eventType = "";
  let lastEventId = "";
  let announcedId = "";
  let hasEarlierData = false;
  /** Whether each character of the block, and of the line that it goes on with, is one byte. */
  let isAscii = true;
  let isStart = true;
  let isCut = false;
  let isAfterReturn = false;
  let isNearLimit = false;
  let isOpen = true;

  function close(): void {
    if (!isOpen) throw new UsageError("This event stream decoder has ended or failed.", { code: "decoder_closed" });
    isOpen = false;
  }

  function sizeOf(text: string): number {
    return isAscii ? text.length : encoder.encode(text).length;
  }

  function checkSize(more: number): void {
    if (line.size + earlierData.size + more <= maxEventBytes) return;
    const message = `The stream holds an event or a line of more than ${maxEventBytes} bytes, the limit in maxEventBytes.`;
    throw new ProtocolError(message, { code: "event_too_large" });
  }

  function decode(block: Uint8Array): string {
    const endsCut = isHigh(block[block.length - 1]);
    const text = isCut || endsCut ? streaming.decode(block, { stream: true }) : whole.decode(block);
    isAscii = !isCut && text.length === block.length && !text.includes("\uFFFD") && (isAscii || line.size === 0);
    isCut = endsCut;
    return text;
  }

  function readBlock(block: string): void {
    let text = block;
    // A CR ends its line at once; the LF that may follow belongs to it.
    if ((isAfterReturn && text.startsWith("\n")) || (isStart && text.startsWith("\uFEFF"))) text = text.slice(1);
    if (block === "") return;
    isStart = false;
    isAfterReturn = false;
    // A character is three bytes at most, and four where it is two.
    isNearLimit = line.size + earlierData.size + 3 * text.length >= maxEventBytes;
    const mayEnd = line.size === 0 || text.includes("\n") || text.includes("\r");
    const rest = mayEnd ? readLines(line.size === 0 ? text : line.drain(text)) : text;
    if (rest !== "") {
      line.append(rest, sizeOf(rest), rest !== block);
      checkSize(0);
    }
    holdData();
  }

  /** Reads all lines of a text and gives what is behind the last one. */
  function readLines(text: string): string {
    let start = 0;
    let feed = text.indexOf("\n");
    let carriage = text.indexOf("\r");
    while (feed >= 0 || carriage >= 0) {
      const isFeed = carriage < 0 || (feed >= 0 && feed < carriage);
      const end = isFeed ? feed : carriage;
      readLine(text, start, end);
      start = end + 1;
      if (!isFeed) {
        isAfterReturn = start === text.length;
        carriage = text.indexOf("\r", start);
        if (feed !== start) continue;
        start += 1;
      }
      // A search costs as much as all the rest of a line, and a blank line often follows.
      if (text.charCodeAt(start) === lineFeed) {
        readLine(text, start, start);
        start += 1;
      }
      feed = text.indexOf("\n", start);
    }
    return text.slice(start);
  }

  function holdData(): void {
    if (data === undefined) return;
    earlierData.append(`${data}\n`, sizeOf(data) + 1, true);
    data = undefined;
    hasEarlierData = true;
  }

  function readLine(text: string, start: number, end: number): void {
    if (isNearLimit) {
      holdData();
      checkSize(sizeOf(text.slice(start, end)) + 1);
    }
    if (start === end) dispatch();
    // Nearly all lines are one of these two, and need no search for the colon.
    else if (isData(text, start)) addData(text.slice(skipSpace(text, start + 5), end));
    else if (isEvent(text, start)) eventType = text.slice(skipSpace(text, start + 6), end);
    else readField(text.slice(start, end), true);
  }

  function readField(field: string, isWhole: boolean): void {
    const colon = field.indexOf(":");
    const name = colon < 0 ? field : field.slice(0, colon);
    const value = colon < 0 ? "" : field.slice(skipSpace(field, colon + 1));
    if (name === "data") addData(value);
    else if (name === "event") eventType = value;
    else if (!isWhole) return;
    else if (name === "") onComment?.(value);
    else if (name === "id" && !value.includes("\0")) lastEventId = value;
    else if (name === "retry" && /^\d+$/.test(value)) onRetry?.(Number(value));
  }

  function addData(value: string): void {
    data = data === undefined ? value : `${data}\n${value}`;
  }

  function dispatch(): void {
    if (lastEventId !== announcedId) {
      announcedId = lastEventId;
      onLastEventId?.(lastEventId);
    }
    if (hasEarlierData) joinData();
    if (data !== undefined) onEvent({ event: eventType || "message", data, lastEventId });
    eventType = "";
    data = undefined;
  }

  function joinData(): void {
    hasEarlierData = false;
    data = data === undefined ? earlierData.drain().slice(0, -1) : earlierData.drain(data);
  }

  return {
    push(chunk) {
      close();
      for (let start = 0; start < chunk.length; start += blockBytes) readBlock(decode(part(chunk, start)));
      isOpen = true;
    },
    end() {
      close();
      readBlock(streaming.decode());
      if (line.size > 0) readField(line.drain(), false);
      if (hasEarlierData) joinData();
      if (data !== undefined) onEvent({ event: eventType || "message", data, lastEventId, unterminated: true });
    },
  };
}

/** A block of bytes. Where it is all of them they are not copied into another array, which costs as much as an event. */
function part(bytes: Uint8Array, start: number): Uint8Array {
  return bytes.length <= blockBytes ? bytes : bytes.subarray(start, start + blockBytes);
}

/** Whether a byte is part of a character of several bytes, so that more of it may follow. */
function isHigh(byte = 0): boolean {
  return byte >= 128;
}

/** Whether the field `data` begins here. Same as `startsWith`, which costs as much as all the rest of a line. */
function isData(text: string, start: number): boolean {
  return (
    text.charCodeAt(start) === 100 &&
    text.charCodeAt(start + 1) === 97 &&
    text.charCodeAt(start + 2) === 116 &&
    text.charCodeAt(start + 3) === 97 &&
    text.charCodeAt(start + 4) === 58
  );
}
function isEvent(text: string, start: number): boolean {
  return (
    text.charCodeAt(start) === 101 &&
    text.charCodeAt(start + 1) === 118 &&
    text.charCodeAt(start + 2) === 101 &&
    text.charCodeAt(start + 3) === 110 &&
    text.charCodeAt(start + 4) === 116 &&
    text.charCodeAt(start + 5) === 58
  );
}

function skipSpace(text: string, position: number): number {
  return text.charCodeAt(position) === space ? position + 1 : position;
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
