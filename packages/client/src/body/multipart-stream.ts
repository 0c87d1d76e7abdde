/** Multipart bodies (RFC 7578) that are sent while they are read, with progress. */

import { type EncodedBody, encodeMultipart, encodes, type FormEntry, formEntries, formText } from "./body.ts";

/** A part that is read while it is sent; it can be sent once. */
export interface StreamPart {
  readonly stream: ReadableStream<Uint8Array>;
  readonly filename: string;
  /** Media type; `application/octet-stream` by default. */
  readonly type?: string;
  /** Bytes, where they are known beforehand. */
  readonly size?: number;
}

/** Bytes given to the runtime so far, and bytes in all where every part has a size. */
export interface UploadProgress {
  readonly sent: number;
  readonly total: number | undefined;
}

/** Options of {@link streamMultipart}. */
export interface StreamMultipartOptions {
  /** Told before the first byte and after each piece; begins again at 0 when the request is repeated. */
  readonly onProgress?: (progress: UploadProgress) => void;
}

/** The body that these fields stand for: a stream is a file. */
export type StreamedBody<Fields> = {
  -readonly [Name in keyof Fields]: Fields[Name] extends readonly (infer Item)[]
    ? FileOf<Item>[]
    : FileOf<Fields[Name]>;
};

type FileOf<Item> = Item extends StreamPart ? Blob : Item;

/**
 * Makes a multipart body that is not held in memory as a whole; wherever the contract has a Blob, a stream may stand.
 *
 * Runtimes that cannot send streams (Firefox, Safari, and Chromium where the address is not https) get a form with the
 * streams read into memory before, and `onProgress` is not called. Chromium sends streams by HTTP/2 or newer only.
 *
 * @example
 * const body = streamMultipart({ message: "Read this", files: [file] }, { onProgress: ({ sent }) => show(sent) });
 * await unwrap(client.POST("/api/v1/tasks", { body }));
 */
export function streamMultipart<const Fields extends object>(
  fields: Fields,
  { onProgress }: StreamMultipartOptions = {},
): StreamedBody<Fields> {
  const entries = formEntries(fields);
  const encoded: EncodedBody = {
    isReplayable: !entries.some(([, item]) => isStreamPart(item)),
    open: async (address) => {
      if (!canStream(address)) return { body: encodeMultipart(await Promise.all(entries.map(readPart))) };
      const boundary = createBoundary();
      const pieces = [...entries.flatMap((entry) => encodePart(boundary, entry)), encode(`--${boundary}--\r\n`)];
      return {
        body: toStream(pieces, onProgress),
        contentType: `multipart/form-data; boundary=${boundary}`,
      };
    },
  };
  return { [encodes]: () => encoded } as unknown as StreamedBody<Fields>; // encodes itself to what the type says
}

function isStreamPart(item: unknown): item is StreamPart {
  return typeof item === "object" && item !== null && "stream" in item && item.stream instanceof ReadableStream;
}

async function readPart([name, item]: FormEntry): Promise<FormEntry> {
  if (!isStreamPart(item)) return [name, item];
  const bytes = await new Response(item.stream).arrayBuffer();
  return [name, new File([bytes], item.filename, { type: typeOf(item) })];
}

/** Browsers that do not know streams as bodies read no `duplex`, or make a text of the stream. */
function canStream(address: string): boolean {
  const { navigator } = globalThis as { navigator?: { readonly userAgent?: string } }; // not there in every runtime
  if (address.startsWith("http:") && navigator?.userAgent?.startsWith("Mozilla/")) return false;
  let isDuplexRead = false;
  const init = {
    method: "POST",
    body: new ReadableStream(),
    get duplex() {
      isDuplexRead = true;
      return "half";
    },
  };
  return !new Request("https://parley.invalid", init).headers.has("content-type") && isDuplexRead;
}

/** Random, so that no file holds it. */
function createBoundary(): string {
  return `parley-${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("")}`;
}

/** What is sent in one go; without a length its size is not known. */
interface Piece {
  readonly length: number | undefined;
  readonly source: Uint8Array | Blob | ReadableStream<Uint8Array>;
}

function encode(text: string): Piece {
  const source = new TextEncoder().encode(text);
  return { length: source.length, source };
}

function encodePart(boundary: string, [name, item]: FormEntry): Piece[] {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(name)}"`;
  if (isStreamPart(item)) {
    const { stream, size, filename } = item;
    return [encode(fileHead(head, filename, typeOf(item))), { length: size, source: stream }, encode("\r\n")];
  }
  if (item instanceof Blob) {
    const filename = item instanceof File ? item.name : "file";
    return [encode(fileHead(head, filename, typeOf(item))), { length: item.size, source: item }, encode("\r\n")];
  }
  // WHATWG HTML, "multipart/form-data encoding algorithm": lines end with CRLF.
  return [encode(`${head}\r\n\r\n${formText(item).replace(/\r\n?|\n/g, "\r\n")}\r\n`)];
}

function fileHead(head: string, filename: string, type: string): string {
  return `${head}; filename="${escapeName(filename)}"\r\ncontent-type: ${type}\r\n\r\n`;
}

function typeOf({ type }: { readonly type?: string }): string {
  // A line break would begin another header.
  return type?.replace(/[\r\n]/g, "") || "application/octet-stream";
}

/** As browsers write names (WHATWG HTML, "multipart/form-data encoding algorithm"). */
function escapeName(name: string): string {
  return name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}

async function* readPieces(
  pieces: readonly Piece[],
  signal: AbortSignal,
  onProgress: StreamMultipartOptions["onProgress"],
): AsyncGenerator<Uint8Array, void, undefined> {
  const total = pieces.reduce<number | undefined>(
    (sum, { length }) => (sum === undefined || length === undefined ? undefined : sum + length),
    0,
  );
  let sent = 0;
  onProgress?.({ sent, total });
  for (const { source } of pieces) {
    for await (const chunk of source instanceof Uint8Array ? [source] : readChunks(source, signal)) {
      yield chunk;
      sent += chunk.length;
      onProgress?.({ sent, total });
    }
  }
}

async function* readChunks(
  source: Blob | ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = (source instanceof Blob ? source.stream() : source).getReader();
  const cancel = () => reader.cancel(signal.reason).catch(() => {});
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  signal.removeEventListener("abort", cancel);
}

function toStream(
  pieces: readonly Piece[],
  onProgress: StreamMultipartOptions["onProgress"],
): ReadableStream<Uint8Array> {
  const cancelled = new AbortController();
  const chunks = readPieces(pieces, cancelled.signal, onProgress);
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => {
      // By a signal, because a read that waits for its source would hold `return` up.
      cancelled.abort(reason);
      for (const { source } of pieces) {
        if (source instanceof ReadableStream && !source.locked) source.cancel(reason).catch(() => {});
      }
    },
  });
}
