/** Answers to what is no request: the parser of `node:http` refused it, or it did not come in time. */

import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { HostHandler, HostStatus } from "../host/index.ts";

/** The body of such an answer. */
export interface ClientErrorBody {
  readonly mediaType: string;
  readonly body: string;
}

/** RFC 9457 problem details, with nothing but the status. */
export function toProblem(status: HostStatus): ClientErrorBody {
  return {
    mediaType: "application/problem+json",
    body: JSON.stringify({ type: "about:blank", title: STATUS_CODES[status], status }),
  };
}

/** What a host answers for a served contract: the same statuses in the form of the contract. */
export function toContractForm({ hostErrorOf }: HostHandler): (status: HostStatus) => ClientErrorBody {
  return (status) => {
    try {
      return { mediaType: "application/json", body: hostErrorOf(status) };
    } catch {
      // What fails here has failed in answers too, and was told there.
      return toProblem(status);
    }
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
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${answer.body}`);
  socket.destroySoon();
}
