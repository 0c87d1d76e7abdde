/** What a status of the upstream means for a turn. */

import { readRetryAfter } from "./retry-after.ts";
import { UpstreamError } from "./upstream-error.ts";

/** Bytes of an error body that are looked at for a code. */
const mostErrorBytes = 65_536;

/** The failure that a response stands for; `undefined` for a stream that can be read. */
export async function failureOf(response: Response, now: number): Promise<UpstreamError | undefined> {
  const { headers, status, type } = response;
  const retryAfter = readRetryAfter(headers.get("retry-after"), now);
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) return new UpstreamError("upstream_redirect");
  if (status === 401 || status === 403) return new UpstreamError("upstream_credentials");
  if (status === 429) return new UpstreamError("upstream_rate_limited", { retryAfter });
  if (status === 408 || status === 504) return new UpstreamError("upstream_timeout", { retryAfter });
  if (status >= 500) return new UpstreamError("upstream_unavailable", { retryAfter });
  if (status === 413 || (status === 400 && (await saysOverflow(response)))) {
    return new UpstreamError("context_overflow", { stage: "request" });
  }
  if (status >= 400 || status < 200) return new UpstreamError("upstream_refused");
  const mediaType = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "text/event-stream" || !response.body) return new UpstreamError("upstream_not_a_stream");
  return undefined;
}

/** Whether an error body has the code of a full window. */
async function saysOverflow(response: Response): Promise<boolean> {
  if (!response.body) return false;
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    text += decoder.decode(chunk, { stream: true });
    if (length > mostErrorBytes) break;
  }
  return text.includes("context_length_exceeded");
}
