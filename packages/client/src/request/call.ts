/** One call on its way: what belongs to it, whatever middleware makes of its Request and Response. */

import type { ClientOperation } from "@parley/contracts";
import type { PresentedCredential } from "../auth/index.ts";
import type { EncodedBody } from "../body/index.ts";
import { findSecrets, redact } from "../errors/index.ts";
import type { Deadline } from "./deadline.ts";
import type { ApiSetup } from "./setup.ts";

/** How an answer is read. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** One call. */
export interface Call {
  readonly operation: ClientOperation;
  /** That of the client with the options of the call. */
  readonly setup: ApiSetup;
  readonly signal: AbortSignal | undefined;
  /** What the body was made of. */
  readonly bodyValue: unknown;
  readonly body: EncodedBody | undefined;
  /** Whether it may be repeated although the server may have received it. */
  readonly isRepeatable: boolean;
  /** How the answer is read; a stream is left to the caller. */
  readonly parseAs: ParseAs;
  /** That of the running attempt. */
  deadline: Deadline;
  /** The request of the last attempt and its credentials. */
  sent?: { readonly request: Request; readonly presented: readonly PresentedCredential[] };
}

/** Masks in a text of the server what the request had of secrets, and all that looks like a credential. */
export function maskFor({ sent, bodyValue }: Pick<Call, "sent" | "bodyValue">, text: string): string {
  if (!sent) return redact(text, findSecrets(bodyValue));
  const { request, presented } = sent;
  const parts = [Object.fromEntries(request.headers), Object.fromEntries(new URL(request.url).searchParams), bodyValue];
  return redact(text, findSecrets([...parts, { token: presented.map(({ value }) => value) }]));
}
