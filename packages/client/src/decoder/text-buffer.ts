/** A buffer for text that arrives in pieces: appending costs linear time in all, however small the pieces are. */

/** What {@link createTextBuffer} gives. */
export interface TextBuffer {
  /** Bytes of the text in UTF-8. */
  readonly size: number;
  /** Puts a text of so many bytes behind those held; a part of another text is copied. */
  append(text: string, size: number, isPart: boolean): void;
  /** Empties the buffer and gives what it held, with a text behind. */
  drain(more?: string): string;
}

/** Pieces that are shorter are put together. */
const shortestPart = 1024;

/** Makes an empty buffer, which takes at most about twice the memory of what it holds. */
export function createTextBuffer(): TextBuffer {
  let parts: string[] = [];
  let end = "";
  const buffer = {
    size: 0,
    append(text: string, size: number, isPart: boolean) {
      buffer.size += size;
      end += text;
      if (end.length < shortestPart) return;
      parts.push(isPart || end !== text ? copy(end) : text);
      end = "";
    },
    drain(more = "") {
      // Not by `+`, since looking for something in a concatenation is slow.
      const text = [...parts, end, more].join("");
      buffer.size = 0;
      parts = [];
      end = "";
      return text;
    },
  };
  return buffer;
}

/** Runtimes keep the whole text that a piece was cut from, and a record of every concatenation, until it is copied. */
function copy(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}
