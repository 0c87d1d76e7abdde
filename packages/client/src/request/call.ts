/** One call on its way: what belongs to it, whatever middleware makes of its Request and Response. */

import type { ClientOperation } from "@parley/contracts";
import type { PresentedCredential } from "../auth/index.ts";
import type { EncodedBody } from "../body/index.ts";
import { findSecrets, redact } from "../errors/index.ts";
import type { Deadline } from "./deadline.ts";
import type { ApiSetup } from "./setup.ts";

/** How an answer is read. */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** One call: the set-up of the client with the options of the call, and what is asked. */
export interface Call extends ApiSetup {
  readonly operation: ClientOperation;
  readonly signal?: AbortSignal;
  /** What the body was made of. */
  readonly bodyValue: unknown;
  readonly body: EncodedBody | undefined;
  /** Whether the request can be sent a second time. */
  readonly isReplayable: boolean;
  /** Whether it may be, although the server may have received it. */
  readonly isRepeatable: boolean;
  /** How the answer is read; a stream is left to the caller. */
  readonly parseAs: ParseAs;
  /** That of the running attempt. */
  deadline: Deadline;
  /** The request of the last attempt and its credentials. */
  sent?: { readonly request: Request; readonly presented: readonly PresentedCredential[] };
}

/** Masks in a text of the server what the request had of secrets, and all that looks like a credential. */
export function maskFor(call: Pick<Call, "sent" | "bodyValue"> | undefined, text: string): string {
  const { request, presented = [] } = call?.sent ?? {};
  const parts = [
    call?.bodyValue,
    request && [Object.fromEntries(request.headers), Object.fromEntries(new URL(request.url).searchParams)],
    { token: presented.map(({ value }) => value) },
  ];
  return redact(text, findSecrets(parts));
}
