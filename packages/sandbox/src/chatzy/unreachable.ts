/** Statuses of the contract that no state of the sandbox leads to. */

import type { ChatzyHandlers } from "./contract.ts";

/** A status, and why nothing leads to it. */
export interface UnreachableStatus {
  readonly operationId: keyof ChatzyHandlers;
  readonly status: number;
  readonly reason: string;
}

const failure = "The sandbox fails only by a fault of its own; /fail 500 asks for one where a message is sent.";
const limit =
  "The vendor states no rate limit, so the sandbox has none; /fail 429 asks for it where a message is sent.";
const foreign = "What belongs to somebody else answers like what is not there, so that ids tell nothing.";

const operationIds = [
  "createIdToken",
  "createAccessToken",
  "refreshAccessToken",
  "startConversation",
  "streamReply",
  "transcribeAudio",
  "createUploadUrl",
  "createStreamToken",
  "getStreamStatus",
  "listConversationMessages",
  "insertNudgeMessage",
  "listContactConversations",
  "listContactMessages",
] as const;

/** All of them. */
export const unreachable: readonly UnreachableStatus[] = [
  ...operationIds.map((operationId) => ({ operationId, status: 429, reason: limit })),
  ...operationIds.map((operationId) => ({ operationId, status: 500, reason: failure })),
  { operationId: "listConversationMessages", status: 403, reason: foreign },
  { operationId: "listContactMessages", status: 403, reason: foreign },
];
