/** Puts a message into a world: the task where it is the first one, its turn, its files, and the run that answers it. */

import type { Services } from "../core/platform/index.ts";
import { draw, type Transaction } from "../core/world/index.ts";
import { tasks, turns } from "./collections.ts";
import type { Caller } from "./contract.ts";
import type { TaskState } from "./conversation.ts";
import type { TaskRecord } from "./records.ts";
import { attachFiles, type StoredFile } from "./uploads.ts";

/** Milliseconds after which the session of an agent that nobody needs is gone. */
export const sessionLifetime = 3_600_000;

/** What the user says. */
export interface NewMessage {
  readonly message: string;
  readonly stored: readonly StoredFile[];
}

/** How a task is to be worked on. */
export type NewTask = NewMessage & Pick<TaskRecord, "systemPrompt" | "showInHistory" | "autoExecute" | "env">;

/** Starts a task. */
export async function insertTask(
  transaction: Transaction,
  xyz: Pick<Services, "clock" | "runs">,
  { owner, username, apiKeyId }: Caller,
  { message, stored, systemPrompt, showInHistory, autoExecute, env }: NewTask,
): Promise<TaskRecord> {
  const now = xyz.clock.now();
  const ids = await draw(transaction, "xyz/tasks", (chance) => ({
    id: chance.uuid(),
    runId: chance.uuid(),
    sessionId: chance.uuid(),
    conversationId: `${now}-${chance.text(9)}`,
  }));
  const last = await transaction.list(tasks, { index: "byOwner", within: owner, order: "descending", limit: 1 });
  const task: TaskRecord = {
    ...ids,
    owner,
    number: (last.items[0]?.number ?? 0) + 1,
    username,
    apiKeyId,
    message,
    systemPrompt,
    showInHistory,
    autoExecute,
    env,
    createdAt: now,
    sessionUsedAt: now,
    allowedTools: [],
  };
  await transaction.insert(tasks, task);
  await insertTurn(transaction, xyz, task, 1, { message, stored });
  return task;
}

/** Goes on with a task that is idle. */
export async function continueTask(
  transaction: Transaction,
  xyz: Pick<Services, "clock" | "runs">,
  { task, turn }: TaskState,
  message: NewMessage,
): Promise<TaskRecord> {
  const now = xyz.clock.now();
  const isExpired = now - task.sessionUsedAt >= sessionLifetime;
  const ids = await draw(transaction, "xyz/tasks", (chance) => ({ runId: chance.uuid(), sessionId: chance.uuid() }));
  const next: TaskRecord = {
    ...task,
    runId: ids.runId,
    sessionUsedAt: now,
    // What was allowed for a session ends with it.
    ...(isExpired && { sessionId: ids.sessionId, allowedTools: [] }),
  };
  await transaction.put(tasks, next);
  await insertTurn(transaction, xyz, next, turn.number + 1, message);
  return next;
}

async function insertTurn(
  transaction: Transaction,
  { clock, runs }: Pick<Services, "clock" | "runs">,
  { id: taskId, runId }: TaskRecord,
  number: number,
  { message, stored }: NewMessage,
): Promise<void> {
  const createdAt = clock.now();
  const ids = await draw(transaction, "xyz/messages", (chance) => ({
    messageId: chance.id("msg_"),
    replyId: chance.id("msg_"),
  }));
  const attachedFiles = await attachFiles(transaction, taskId, createdAt, stored);
  await transaction.insert(turns, { runId, taskId, number, ...ids, message, attachedFiles, createdAt });
  await runs.queue(transaction, { id: runId });
}
