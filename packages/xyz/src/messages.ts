/** The conversation of a task: follow-up messages, the history, decisions about tool calls. */

import { type CallOptions, unwrap } from "@parley/client";
import { dataOf } from "./platform.ts";
import type { TaskHistory, TaskStatus } from "./schemas.ts";
import { checkFiles, type Uploads } from "./uploads.ts";
import type { Xyz } from "./xyz.ts";

/** What {@link sendMessage} takes. */
export interface SendMessageInput extends CallOptions {
  readonly message: string;
  /** At most 20 files of at most 50 MB for the folder `uploads/`; ZIP files are unpacked there. */
  readonly files?: Uploads | undefined;
}

/**
 * Sends a follow-up message (`sendTaskMessage`). Then read the reply with `streamTask`, which replays everything.
 *
 * @throws UsageError `too_many_files`, `file_too_large`, before anything is sent; ConflictError `TASK_RUNNING` while
 * the task still works; ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError.
 * @example
 * await sendMessage(xyz, id, { message: "How long does a token live?" });
 */
export async function sendMessage(
  xyz: Xyz,
  id: string,
  { message, files = [], ...options }: SendMessageInput,
): Promise<{ readonly status: TaskStatus }> {
  const body = files.length > 0 ? { message, files: checkFiles(files) } : { message };
  const answer = await unwrap(xyz.POST("/api/v1/tasks/{id}/messages", { ...options, params: { path: { id } }, body }));
  return dataOf("sendTaskMessage", answer);
}

/**
 * Gives all messages of a task, oldest first (`getTaskHistory`).
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError.
 * @example
 * const { messages } = await getHistory(xyz, id);
 */
export async function getHistory(xyz: Xyz, id: string, options: CallOptions = {}): Promise<TaskHistory> {
  return dataOf(
    "getTaskHistory",
    await unwrap(xyz.GET("/api/v1/tasks/{id}/history", { ...options, params: { path: { id } } })),
  );
}

/** What {@link approveToolCall} takes. */
export interface ApproveInput extends CallOptions {
  /** From the event `tool_call` with the status `awaiting_approval`, or from `pendingApprovals` of the task. */
  readonly callId: string;
  /** Run this call, run it and similar ones until the agent session ends, or reject it. */
  readonly outcome: "proceed_once" | "proceed_always" | "cancel";
}

/**
 * Decides about a tool call that waits (`approveToolCall`), of a task with `autoExecute` false.
 *
 * @returns Whether the call will run.
 * @throws NotFoundError when no such call waits; ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError,
 * TokenError.
 * @example
 * await approveToolCall(xyz, id, { callId: event.data.callId, outcome: "proceed_once" });
 */
export async function approveToolCall(
  xyz: Xyz,
  id: string,
  { callId, outcome, ...options }: ApproveInput,
): Promise<{ readonly approved: boolean }> {
  const input = { ...options, params: { path: { id, callId } }, body: { outcome } };
  return dataOf("approveToolCall", await unwrap(xyz.POST("/api/v1/tasks/{id}/tools/{callId}/approve", input)));
}
