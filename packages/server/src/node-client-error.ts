/** Answers to what is no request: the parser of `node:http` refused it, or it did not come in time. */

import type { Socket } from "node:net";

/** The body of such an answer. */
export interface ClientErrorBody {
  readonly mediaType: string;
  readonly body: string;
}

const reasons = {
  400: "Bad Request",
  408: "Request Timeout",
  413: "Content Too Large",
  421: "Misdirected Request",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  501: "Not Implemented",
} as const;

/** Statuses that the host itself answers with. */
export type HostStatus = keyof typeof reasons;

/** RFC 9457 problem details, with nothing but the status. */
export function toProblem(status: HostStatus): ClientErrorBody {
  return {
    mediaType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", title: reasons[status], status }),
  };
}

/** The status for an error of `clientError`; `undefined` when nobody is there to read an answer. */
export function statusOfClientError(error: Error & { readonly code?: string }): HostStatus | undefined {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return 431;
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return 413;
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return 408;
    default:
      return error.code?.startsWith("HPE_") ? 400 : undefined;
  }
}

/** Headers of an answer of the host. */
export function hostHeaders({ mediaType }: ClientErrorBody): Record<string, string> {
  return { "content-type": mediaType, "cache-control": "no-store", "x-content-type-options": "nosniff" };
}

/** Writes an answer on a socket that has no response, and closes it. */
export function answerClientError(socket: Socket, status: HostStatus, answer: ClientErrorBody): void {
  const headers = {
    ...hostHeaders(answer),
    "content-length": String(Buffer.byteLength(answer.body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\n${lines.join("")}\r\n${answer.body}`);
  socket.destroySoon();
}
