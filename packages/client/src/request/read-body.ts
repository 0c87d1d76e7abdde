/** Reads the body of a response as a part of its attempt, up to a limit. */

import { isParleyError, ProtocolError } from "../errors/index.ts";
import type { Call } from "./call.ts";
import { disconnected } from "./failures.ts";

/** Most bytes of what is decoded. */
const decodedLimit = 16_777_216;
/** Most bytes of what is handed on as it is. */
const binaryLimit = 1_073_741_824;

/**
 * The same response, its body in memory: what reads it later cannot be cut off, and needs no time limit.
 *
 * @throws ConnectionError when the body breaks off; ProtocolError `response_too_large`.
 */
export async function holdBody(
  response: Response,
  { operation, setup, parseAs }: Pick<Call, "operation" | "setup" | "parseAs">,
): Promise<Response> {
  const { body, ok, status, statusText, headers, url } = response;
  if (!body) return response;
  const isBinary = ok && (parseAs === "blob" || parseAs === "arrayBuffer");
  const limit = setup.maxResponseBytes ?? (isBinary ? binaryLimit : decodedLimit);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = (body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader(); // as fetch makes it
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      size += next.value.length;
      if (size > limit) {
        const message = `${operation.id} was answered with more than ${limit} bytes, the limit in maxResponseBytes`;
        throw new ProtocolError(message, { code: "response_too_large", operationId: operation.id });
      }
    }
  } catch (cause) {
    reader.cancel(cause).catch(() => {});
    throw isParleyError(cause) ? cause : disconnected(operation, "was cut off in the middle of its answer", cause);
  }
  const held = new Response(chunks.length === 1 ? chunks[0] : new Blob(chunks), { status, statusText, headers });
  return Object.defineProperty(held, "url", { value: url });
}

/** Lets go of a response that nobody reads. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => {});
}
