/** A buffer for bytes that arrive in pieces: appending costs linear time in all, however small the pieces are. */

/** Room above this many bytes is given back when the buffer is drained. */
const keptCapacity = 65_536;

/** What {@link createByteBuffer} gives. */
export interface ByteBuffer {
  /** Bytes held. */
  readonly length: number;
  /** Copies the bytes behind those held. */
  append(bytes: Uint8Array): void;
  /** Empties the buffer and gives what it held, valid until the next `append`. */
  drain(): Uint8Array;
}

/** Makes an empty buffer, which takes at most twice the memory of what it holds. */
export function createByteBuffer(): ByteBuffer {
  let room = new Uint8Array(0);
  let length = 0;
  return {
    get length() {
      return length;
    },
    append(bytes) {
      const needed = length + bytes.length;
      if (needed > room.length) {
        const larger = new Uint8Array(Math.max(needed, 2 * room.length));
        larger.set(room.subarray(0, length));
        room = larger;
      }
      room.set(bytes, length);
      length = needed;
    },
    drain() {
      const bytes = room.subarray(0, length);
      length = 0;
      if (room.length > keptCapacity) room = new Uint8Array(0);
      return bytes;
    },
  };
}
