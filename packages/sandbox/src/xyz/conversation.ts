/** Tasks with all that belongs to them: their turns, the runs of these, and the messages that come of both. */

import type { AgentEvent } from "../core/agent/index.ts";
import { isActive, type RunRecord, type Runs, runRecords, type TailItem } from "../core/run/index.ts";
import type { Transaction } from "../core/world/index.ts";
import { approvals, tasks, turns } from "./collections.ts";
import type { Caller, Schemas } from "./contract.ts";
import { listAll } from "./list-all.ts";
import type { ApprovalRecord, TaskRecord, TurnRecord } from "./records.ts";
import { type Reply, readReply } from "./reply.ts";

/** A task and where its last turn stands. */
export interface TaskState {
  readonly task: TaskRecord;
  readonly turn: TurnRecord;
  readonly run: RunRecord;
  /** Tool calls that wait, where the run is not over. */
  readonly waiting: readonly ApprovalRecord[];
  readonly status: string;
  /** When work on the turn began; absent while it has not. */
  readonly startedAt?: number;
}

/** The task of this id, if it is the caller's. */
export async function findTask(
  transaction: Transaction,
  { owner }: Pick<Caller, "owner">,
  id: string,
): Promise<TaskState | undefined> {
  const task = id === "" ? undefined : await transaction.get(tasks, id);
  return task?.owner === owner ? stateOf(transaction, task) : undefined;
}

/** Where a task stands. */
export async function stateOf(transaction: Transaction, task: TaskRecord): Promise<TaskState> {
  const turn = await transaction.get(turns, task.runId);
  const run = await transaction.get(runRecords, task.runId);
  if (!turn || !run) throw new Error(`The task ${task.id} has no turn.`);
  const waiting = isActive(run) ? await listAll(transaction, approvals, "byRun", run.id) : [];
  const hasBegun = (await transaction.readLog(run.log, { limit: 1 })).entries.some(
    ({ value }) => (value as unknown as LogEvent).event.type !== "run_end", // what runs append
  );
  // A follow-up takes the task back to work at once.
  const startedAt = hasBegun ? run.startedAt : turn.number > 1 ? run.createdAt : undefined;
  const status = statusOf(run, startedAt !== undefined, waiting.length > 0);
  return { task, turn, run, waiting, status, ...(startedAt !== undefined && { startedAt }) };
}

type LogEvent = Pick<TailItem<AgentEvent>, "event">;

function statusOf(run: RunRecord, hasBegun: boolean, isWaiting: boolean): string {
  if (run.status === "done") return "completed";
  if (!isActive(run)) return run.status;
  if (!hasBegun) return "pending";
  return isWaiting ? "awaiting_approval" : "running";
}

/** A turn with its run, and its reply where it has one. */
export interface Exchange {
  readonly turn: TurnRecord;
  readonly run: RunRecord;
  /** Of a turn that is done; one that failed or was cancelled has none. */
  readonly reply?: Reply;
}

/** The turns of a task, oldest first. */
export async function listExchanges(transaction: Transaction, task: TaskRecord): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const turn of await listAll(transaction, turns, "byTask", task.id)) {
    const run = await transaction.get(runRecords, turn.runId);
    if (run) exchanges.push({ turn, run, ...(run.status === "done" && { reply: await readReply(transaction, run) }) });
  }
  return exchanges;
}

/** How many messages a task has. */
export async function countMessages(transaction: Transaction, task: TaskRecord): Promise<number> {
  const all = await listAll(transaction, turns, "byTask", task.id);
  const runs = await Promise.all(all.map(({ runId }) => transaction.get(runRecords, runId)));
  return all.length + runs.filter((run) => run?.status === "done").length;
}

/** The messages of turns, oldest first. */
export function messagesOf(exchanges: readonly Exchange[]): Schemas["Message"][] {
  return exchanges.flatMap(({ turn, run, reply }) => {
    const { messageId, message, attachedFiles, createdAt } = turn;
    const asked: Schemas["Message"] = {
      id: messageId,
      role: "user",
      content: message,
      createdAt: timeOf(createdAt),
      ...(attachedFiles.length > 0 && { attachedFiles: [...attachedFiles] }),
    };
    if (!reply) return [asked];
    const { text, thoughts, toolCalls, updatedAt = run.endedAt ?? createdAt } = reply;
    const answered: Schemas["Message"] = {
      id: turn.replyId,
      role: "assistant",
      content: text,
      createdAt: timeOf(updatedAt),
      ...(thoughts.length > 0 && { thoughts: [...thoughts] }),
      ...(toolCalls.length > 0 && { toolCalls: [...toolCalls] }),
    };
    return [asked, answered];
  });
}

/** What the list and the single task have in common. */
export function summaryOf({ task, run, status, startedAt }: TaskState): Schemas["TaskSummary"] {
  return {
    id: task.id,
    apiKeyId: task.apiKeyId,
    username: task.username,
    sessionId: task.sessionId,
    conversationId: task.conversationId,
    status,
    message: task.message,
    systemPrompt: task.systemPrompt,
    showInHistory: task.showInHistory,
    autoExecute: task.autoExecute,
    env: task.env,
    error: run.status === "failed" ? (run.error?.message ?? "The task failed.") : null,
    createdAt: timeOf(task.createdAt),
    startedAt: startedAt === undefined ? null : timeOf(startedAt),
    completedAt: run.endedAt === undefined ? null : timeOf(run.endedAt),
  };
}

/** A task with what it has produced so far. */
export async function viewOf(transaction: Transaction, state: TaskState): Promise<Schemas["Task"]> {
  const { run, waiting, startedAt } = state;
  const reply = await readReply(transaction, run);
  const { text, thoughts, toolCalls, updatedAt = startedAt } = reply;
  const hasOutput = updatedAt !== undefined && (run.status !== "failed" || reply.updatedAt !== undefined);
  return {
    ...summaryOf(state),
    ...(hasOutput && {
      output: {
        content: text,
        updatedAt: timeOf(updatedAt),
        ...(thoughts.length > 0 && { thoughts: [...thoughts] }),
        ...(toolCalls.length > 0 && { toolCalls: [...toolCalls] }),
      },
    }),
    ...(waiting.length > 0 && {
      pendingApprovals: waiting.map(({ callId, toolName, args }) => ({ callId, toolName, args: { ...args } })),
    }),
  };
}

/** A time as the contract writes it. */
export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Takes what waits for a decision in a run away, because nobody waits any more. */
async function clearApprovals(transaction: Transaction, runId: string): Promise<void> {
  for (const { callId } of await listAll(transaction, approvals, "byRun", runId)) {
    await transaction.take(approvals, `${runId} ${callId}`);
  }
}

/** Ends the work on a task. @returns Whether there was any. */
export async function cancelTurn(transaction: Transaction, runs: Runs, { run }: TaskState): Promise<boolean> {
  const isCancelled = await runs.cancel(transaction, run.id);
  if (isCancelled) await clearApprovals(transaction, run.id);
  return isCancelled;
}
