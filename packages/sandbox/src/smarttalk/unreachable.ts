/** Statuses of the contract that no caller of the sandbox can bring about, and why. */

import { type AllHandlers, contract } from "./contract.ts";

/** A status, and why nothing leads to it. */
export interface UnreachableStatus {
  readonly operationId: keyof AllHandlers;
  readonly status: number;
  readonly reason: string;
}

const fault = "Only a fault of the sandbox itself is answered with it.";
const load = "The vendor answers so when it is overloaded or down, which a sandbox is not.";

/** Operations whose answer a message or a recording can ask to fail (`/fail 500`). */
const canFail: readonly string[] = [
  "sendChatMessage",
  "sendVoiceMessage",
  "sendSpokenMessage",
  "sendSmartAdminMessage",
];

/** Those that can break down with the agent. */
const dependsOnAgent: readonly string[] = ["askSmartAdmin"];

// Its names are those of the operations; TypeScript knows no more than texts.
const operationIds = Object.keys(contract.operations) as readonly (keyof AllHandlers)[];

/** The table. */
export const unreachable: readonly UnreachableStatus[] = [
  ...operationIds
    .filter((operationId) => !canFail.includes(operationId) && !dependsOnAgent.includes(operationId))
    .map((operationId) => ({ operationId, status: 500, reason: fault })),
  { operationId: "createChatInstance", status: 503, reason: load },
  { operationId: "createSmartAdminInstance", status: 503, reason: load },
  { operationId: "listChatConversations", status: 503, reason: load },
  ...(["transcribeSpeech", "synthesizeSpeech"] as const).flatMap((operationId) =>
    [502, 503, 504].map((status) => ({
      operationId,
      status,
      reason: "It takes a listener or a synthesiser that fails; whoever runs the sandbox can give it one.",
    })),
  ),
  {
    operationId: "transcribeSpeech",
    status: 404,
    reason: "A chat model that there is not is answered with 403, as one of another account.",
  },
  {
    operationId: "synthesizeSpeech",
    status: 404,
    reason: "A chat model that there is not is answered with 403, as one of another account.",
  },
  {
    operationId: "listChatConversations",
    status: 404,
    reason: "A credential is for one chat model, which nobody can remove; any other one is answered with 403.",
  },
  {
    operationId: "uploadAttachment",
    status: 405,
    reason: "An installation without this operation answers so, and the sandbox has it.",
  },
];
