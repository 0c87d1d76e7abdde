/** An answer in the form in which a host can send it, so that a web response is made only where one is wanted. */

import type { StreamRun } from "./stream-run.ts";

/** Body of an answer. */
export type HostBody = string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** An answer of a served contract. */
export interface HostResponse {
  /** 200 to 599. */
  readonly status: number;
  /** By the name in lower case, without cookies. */
  readonly headers: Map<string, string>;
  /** Values of `Set-Cookie`, which cannot be joined (RFC 6265 section 3). */
  readonly cookies: readonly string[];
  readonly body: HostBody | null;
  /** The events of a stream, instead of a body. */
  readonly run?: StreamRun;
  /** Told of what goes wrong while the answer is sent. */
  readonly report?: (error: unknown) => void;
}
