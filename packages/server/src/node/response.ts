/** Sends a web response through `node:http`. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "@parley/clock";
import type { HostBody } from "../host/index.ts";
import { joinHeader } from "../request/index.ts";
import { readStart, writeBody } from "./body.ts";
import { hasBody, lengthOf } from "./request.ts";
import { createStallTimer, type StallTimer } from "./stall.ts";

/** RFC 9110 section 7.6.1: fields of the connection, about which the host decides. */
const connectionFields: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

/** Unread rest of a request body in bytes that is worth reading to keep the connection. */
const maxDrainedBytes = 65_536;

/** Milliseconds that a client who is still sending has to read the answer before the connection is closed. */
const lingerTime = 2_000;

/** How a response is sent. */
export interface SendOptions {
  readonly clock: Clock;
  /** Milliseconds in which the client must take what waits for it. */
  readonly stallTimeout: number;
  /** Whether the connection ends with this response. */
  readonly isLast: boolean;
}

/** What is sent: the answer of a served contract, or a web response. */
export interface Sendable {
  readonly status: number;
  readonly headers: Iterable<readonly [name: string, value: string]> & { has(name: string): boolean };
  /** Values of `Set-Cookie` that are not among the headers. */
  readonly cookies?: readonly string[];
  readonly body: HostBody | null;
}

/** Header lines of a response for `writeHead`, names and values in turn. */
export function headerLines({ headers, cookies = [] }: Sendable, isLast: boolean): string[] {
  const lines: string[] = [];
  for (const [name, value] of headers) {
    if (!connectionFields.has(name)) lines.push(name, value);
  }
  for (const cookie of cookies) lines.push("set-cookie", cookie);
  if (isLast) lines.push("connection", "close");
  return lines;
}

/**
 * Sends a response. A text is handed over at once; the promise for another body resolves when all of it is, or the
 * client is gone, which cancels it.
 *
 * @throws what the body fails with, and what Node has against a header or a wrong `content-length`.
 */
export function sendResponse(
  response: Sendable,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: SendOptions,
): Promise<void> | undefined {
  const { status, headers } = response;
  const isCut = isSending(incoming);
  const lines = headerLines(response, options.isLast || isCut);
  const hasNone = incoming.method === "HEAD" || status === 204 || status === 304;
  if (hasNone && response.body instanceof ReadableStream) response.body.cancel().catch(() => {});
  const body = hasNone ? "" : (response.body ?? "");
  if (typeof body !== "string")
    return sendBody(body, { status, headers, lines }, incoming, outgoing, { ...options, isCut });
  if (!hasNone && !headers.has("content-length")) lines.push("content-length", String(Buffer.byteLength(body)));
  outgoing.writeHead(status, lines);
  if (!isCut) end(outgoing, options, body);
  else {
    outgoing.write(body);
    return linger(incoming, outgoing, options.clock).then(() => end(outgoing, options));
  }
  return undefined;
}

async function sendBody(
  body: Exclude<HostBody, string>,
  { status, headers, lines }: Pick<Sendable, "status" | "headers"> & { readonly lines: string[] },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: SendOptions & { readonly isCut: boolean },
): Promise<void> {
  const stream = body instanceof ReadableStream ? body : new Blob([body]).stream();
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.getReader();
  const timer = watch(outgoing, options);
  outgoing.strictContentLength = true;
  outgoing.once("close", () => reader.cancel().catch(() => {}));
  const start = await readStart(reader);
  if (outgoing.destroyed) return;
  const length = start.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (!start.pending && !headers.has("content-length")) lines.push("content-length", String(length));
  outgoing.writeHead(status, lines);
  if (start.chunks.length === 0) outgoing.flushHeaders();
  await writeBody(start, reader, outgoing, timer);
  if (options.isCut) await linger(incoming, outgoing, options.clock);
  end(outgoing, options);
}

function end(outgoing: ServerResponse, options: SendOptions, text = ""): void {
  outgoing.end(text);
  if (outgoing.writableLength > 0) watch(outgoing, options).start();
}

/** A timer that cuts a client who takes nothing; it ends with the response. */
function watch(outgoing: ServerResponse, options: SendOptions): StallTimer {
  const timer = createStallTimer(options, outgoing, () => outgoing.destroy());
  outgoing.once("close", () => timer.stop());
  return timer;
}

/** Whether the client still sends so much that closing the connection is better than reading it. */
function isSending(incoming: IncomingMessage): boolean {
  if (incoming.complete || !hasBody(incoming)) return false;
  return (
    joinHeader(incoming.rawHeaders, "transfer-encoding") !== null || lengthOf(incoming.rawHeaders) > maxDrainedBytes
  );
}

/** RFC 9112 section 9.6: a connection that is closed at once could take the answer from a client who still sends. */
async function linger(incoming: IncomingMessage, outgoing: ServerResponse, clock: Clock): Promise<void> {
  const ended = new AbortController();
  for (const event of ["end", "close"]) incoming.on(event, () => ended.abort());
  outgoing.flushHeaders();
  incoming.removeAllListeners("data").resume();
  await clock.sleep(lingerTime, ended.signal).catch(() => {});
}
