/** A reply in one piece: the end of its run is waited for. */

import type { ErrorEvent } from "../../core/agent/index.ts";
import { requestedFailure } from "../../core/agent/index.ts";
import type { Desk } from "../desk.ts";
import { refusal } from "../errors.ts";
import { type ChatMessage, messages } from "../records/index.ts";
import type { QueuedReply, ReplyEvent } from "./reply.ts";

/** Statuses that chat documents for what goes wrong. */
const statuses = [400, 401, 403, 404, 413, 415, 429, 500, 502, 503, 504] as const;

/** One of them. */
export type FailureStatus = (typeof statuses)[number];

/** An error answer of chat. */
export type Failure = ReturnType<typeof toFailure>;

/** An error answer with the headers that its status has. */
export function toFailure(status: FailureStatus, message: string, retryAfter = 2) {
  const { body } = refusal(status, message);
  switch (status) {
    case 429:
    case 503:
      return { status, body, headers: { "Retry-After": retryAfter } };
    default:
      return { status, body };
  }
}

/** What a message asks for that wants to see an error answer, before anything is kept. */
export function findRequestedFailure(message: string): Failure | undefined {
  const wanted = requestedFailure(message);
  const status = statuses.find((one) => one === wanted);
  return status === undefined ? undefined : toFailure(status, "This failure was asked for");
}

/** A reply that was kept, and its speech where it was spoken. */
export interface KeptReply extends ChatMessage {
  readonly speech?: { readonly audio: string; readonly mediaType: string };
}

/** Waits for the end of a reply. @returns The message that was kept, or what went wrong. */
export async function awaitReply(
  desk: Desk,
  { world, runId }: QueuedReply,
  signal: AbortSignal,
): Promise<KeptReply | Failure> {
  let messageId: string | undefined;
  let error: ErrorEvent | undefined;
  let speech: KeptReply["speech"];
  for await (const { event } of desk.runs.tail<ReplyEvent>(world, runId, { signal })) {
    if (event.type === "message_kept") messageId = event.messageId;
    else if (event.type === "error") error = event;
    else if (event.type === "speech_end") speech = { audio: event.audio, mediaType: event.mediaType };
  }
  const id = messageId;
  const message = id === undefined ? undefined : await desk.store.transaction(world, (work) => work.get(messages, id));
  if (message && !error) return { ...message, ...(speech && { speech }) };
  if (error?.code === "no_message") return toFailure(400, error.message);
  const status = statuses.find((one) => one === error?.status) ?? (error?.code.startsWith("upstream_") ? 502 : 500);
  return toFailure(status, error?.message ?? "The reply failed", error?.retryAfter);
}
