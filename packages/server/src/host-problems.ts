/** What a host says itself, where there is no request that a handler could be given. */

import type { HostStatus } from "./host/index.ts";
import type { Problem } from "./request/index.ts";

/** The words for each status that a host itself answers with. */
export const hostProblems: Readonly<Record<HostStatus, Pick<Problem, "code" | "message">>> = {
  400: { code: "malformed", message: "Malformed request" },
  408: { code: "timeout", message: "Request timeout; the request took too long to arrive" },
  413: { code: "too_large", message: "The chunk extensions are too long" },
  421: { code: "misdirected", message: "Misdirected request; this server does not serve the host" },
  431: { code: "headers_too_large", message: "Too many headers, or headers that are too long" },
  500: { code: "internal", message: "Internal server error" },
  501: { code: "not_implemented", message: "Not implemented; this method or transfer coding is not supported" },
};
