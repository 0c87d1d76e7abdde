/** Reads the body of a response as a part of its attempt, up to a limit. */

import { failureOf, isParleyError, ProtocolError } from "../errors/index.ts";
import type { Call } from "./call.ts";
import { disconnected } from "./failures.ts";

/** Most bytes of what is decoded. */
const decodedLimit = 16_777_216;
/** Most bytes of what is handed on as it is. */
const binaryLimit = 1_073_741_824;

/** What a held response gives as often as it is asked for. */
const readings = ["arrayBuffer", "blob", "bytes", "clone", "formData", "json"] as const;

/**
 * The same response, its body in memory: what reads it later cannot be cut off, needs no time limit, and may do so more
 * than once.
 *
 * @throws ConnectionError when the body breaks off; ProtocolError `response_too_large`.
 */
export async function holdBody(response: Response, call: Call): Promise<Response> {
  const { body, ok } = response;
  if (!body) return response;
  const limit = call.maxResponseBytes ?? (ok && /^(blob|arr)/.test(call.parseAs) ? binaryLimit : decodedLimit);
  const chunks = await readChunks(body as ReadableStream<Uint8Array<ArrayBuffer>>, limit, call); // as fetch makes it
  // Made when it is asked for: a second response costs as much as all the rest of a call.
  const copy = () => new Response(new Blob(chunks), response);
  // Not by definition, which takes ten times as long.
  const held: Record<string, unknown> = response as never; // its methods can be replaced
  for (const name of readings) held[name] = () => copy()[name]();
  held.text = async () => decode(chunks);
  return Object.defineProperty(response, "body", { get: () => copy().body });
}

async function readChunks(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: number,
  { operation }: Call,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body.getReader();
  try {
    for (let size = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return chunks;
      chunks.push(value);
      size += value.length;
      if (size > limit) {
        const words = `was answered with more than ${limit} bytes, the limit in maxResponseBytes`;
        throw failureOf(ProtocolError, operation, "response_too_large", words);
      }
    }
  } catch (cause) {
    reader.cancel().catch(() => {});
    throw isParleyError(cause) ? cause : disconnected(operation, "was cut off in the middle of its answer", cause);
  }
}

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  const [only] = chunks;
  if (only && chunks.length === 1) return decoder.decode(only);
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
}

/** Lets go of a response that nobody reads. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => {});
}
