/** How much of a request is taken before it is refused. */

/** Upper bounds of one request; sizes are in bytes. */
export interface Limits {
  /** Length of the whole address. */
  readonly url: number;
  /** Number of query parameters, cookies, or fields of a URL-encoded form. */
  readonly fields: number;
  /** Size of a body that is text: JSON, a URL-encoded form. */
  readonly body: number;
  /** Size of a body that is a multipart form or raw bytes. */
  readonly upload: number;
  /** Nesting of a JSON body. */
  readonly depth: number;
  /** Number of all members and items of a JSON body together. */
  readonly values: number;
  /** Number of parts of a multipart form. */
  readonly parts: number;
  /** Size of the header of one part. */
  readonly partHeader: number;
  /** Length of the name of a field. */
  readonly name: number;
  /** Size of one part that is not a file. */
  readonly text: number;
  /** Size of one file. */
  readonly file: number;
}

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** What holds where nothing else is set. */
export const defaultLimits: Limits = {
  url: 16 * kibibyte,
  fields: 200,
  body: mebibyte,
  upload: 64 * mebibyte,
  depth: 32,
  values: 50_000,
  parts: 100,
  partHeader: 8 * kibibyte,
  name: 256,
  text: 256 * kibibyte,
  file: 50 * mebibyte,
};
