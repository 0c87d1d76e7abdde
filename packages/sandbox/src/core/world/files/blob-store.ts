/** Where the bytes of files lie; what is known about them stands in records. */

/** Keeps files by world and id. A file is never changed: another one of the same id takes its place as a whole. */
export interface BlobStore {
  /**
   * Stores the bytes of a stream as they come. Until all are there, there is nothing, or the file that was there before.
   *
   * @throws BlobError `too_large` when there are more than `maxBytes`; the stream is cancelled, and nothing stays.
   */
  write(world: string, id: string, source: ReadableStream<Uint8Array>, options?: WriteOptions): Promise<StoredBlob>;
  /** A file, of which nothing is read before it is asked for. */
  read(world: string, id: string): Promise<Blob | undefined>;
  /** Removes a file, where there is one. */
  remove(world: string, id: string): Promise<void>;
  /** The files of a world, by id. */
  list(world: string): Promise<readonly StoredBlob[]>;
  /** Removes all files of a world. */
  clear(world: string): Promise<void>;
}

/** How much may be stored. */
export interface WriteOptions {
  /** By default 50 MiB. */
  readonly maxBytes?: number;
}

/** A file that is stored. */
export interface StoredBlob {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

/** `too_large`: more than it may be. `invalid_id`: not 1 to 128 letters, digits, "-", "_" and "." with no dot first. */
export type BlobErrorCode = "too_large" | "invalid_id";

const brand = Symbol.for("parley.sandbox.BlobError");

/** A file is not stored. */
export class BlobError extends Error {
  readonly code: BlobErrorCode;
  readonly [brand] = true;

  constructor(code: BlobErrorCode, message: string) {
    super(message);
    this.name = "BlobError";
    this.code = code;
  }
}

/** Whether this is one, also of another copy of the package. */
export function isBlobError(value: unknown): value is BlobError {
  return typeof value === "object" && value !== null && brand in value;
}
