/** Documented statuses that no state of the sandbox leads to, and why. */

/** One of them. */
export interface Unreachable {
  readonly operationId: string;
  readonly status: number;
  readonly reason: string;
}

const failure = "Nothing fails by itself: a failure has to be asked for, and only a message can ask.";

/** All of them; `statuses.test.ts` reaches every other one. */
export const unreachable: readonly Unreachable[] = [
  ...[
    "createEndUserToken",
    "listTasks",
    "getTask",
    "cancelTask",
    "streamTask",
    "getTaskHistory",
    "approveToolCall",
    "listArtifacts",
    "downloadArtifact",
    "getWidgetScript",
  ].map((operationId) => ({ operationId, status: 500, reason: failure })),
  {
    operationId: "getWidgetScript",
    status: 429,
    reason: "Requests are counted by app and by key, and who loads the script names neither.",
  },
];
