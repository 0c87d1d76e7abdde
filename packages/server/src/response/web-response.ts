/** Answers as web responses. */

import type { HostResponse } from "../host/index.ts";
import { createStreamBody } from "../stream/index.ts";

/** An answer as a web response. */
export function toResponse({ status, headers, cookies, body, run }: HostResponse): Response {
  const lines = [...headers, ...cookies.map((value): [string, string] => ["set-cookie", value])];
  return new Response(run ? createStreamBody(run) : body, { status, headers: lines });
}
