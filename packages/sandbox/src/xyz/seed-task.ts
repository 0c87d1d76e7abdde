/** Puts tasks into a new world as if somebody had worked on them. */

import type { AgentEvent } from "../core/agent/index.ts";
import { type RunFailure, runRecords, type TailItem } from "../core/run/index.ts";
import type { Json, SeedContext } from "../core/world/index.ts";
import { files, tasks, turns } from "./collections.ts";
import type { FileRecord, TaskRecord } from "./records.ts";
import { kindOf, nameOf } from "./workspace.ts";

/** One turn that is over. */
export interface SeedTurn {
  readonly message: string;
  readonly attached?: readonly string[];
  /** When it was sent, and milliseconds from then until the agent began and ended. */
  readonly at: string;
  readonly took: readonly [started: number, ended: number];
  readonly events: readonly AgentEvent[];
  readonly error?: RunFailure;
}

/** A file in a workspace. */
export interface SeedFile {
  readonly path: string;
  readonly content: string;
  readonly modifiedAt: string;
}

/** A task that is idle. */
export interface SeedTask
  extends Pick<TaskRecord, "id" | "owner" | "number" | "username" | "sessionId" | "conversationId"> {
  readonly apiKeyId?: string;
  readonly systemPrompt?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly turns: readonly [SeedTurn, ...SeedTurn[]];
  readonly files?: readonly SeedFile[];
}

/** Puts one into the world. */
export async function seedTask({ transaction, addFile }: SeedContext, given: SeedTask): Promise<void> {
  const { id, owner, number, username, sessionId, conversationId, systemPrompt = null, env = null } = given;
  const runIdOf = (index: number) => `${id}.${index + 1}`;
  for (const [index, turn] of given.turns.entries()) await seedTurn(runIdOf(index), turn, index);
  const last = given.turns.at(-1) ?? given.turns[0];
  await transaction.insert(tasks, {
    id,
    owner,
    number,
    username,
    sessionId,
    conversationId,
    apiKeyId: given.apiKeyId ?? null,
    message: given.turns[0].message,
    systemPrompt,
    showInHistory: true,
    autoExecute: true,
    env,
    createdAt: Date.parse(given.turns[0].at),
    sessionUsedAt: Date.parse(last.at),
    allowedTools: [],
    runId: runIdOf(given.turns.length - 1),
  });
  for (const [index, { path, content, modifiedAt }] of (given.files ?? []).entries()) {
    const blobId = `${id}.file-${index + 1}`;
    addFile(blobId, content);
    const file: FileRecord = {
      taskId: id,
      path,
      name: nameOf(path),
      blobId,
      size: new TextEncoder().encode(content).length,
      ...kindOf(path),
      modifiedAt: Date.parse(modifiedAt),
    };
    await transaction.insert(files, file);
  }

  async function seedTurn(runId: string, turn: SeedTurn, index: number): Promise<void> {
    const createdAt = Date.parse(turn.at);
    const [startedAt, endedAt] = turn.took.map((milliseconds) => createdAt + milliseconds);
    const log = `run/${runId}`;
    const end = turn.error ? ({ status: "failed", error: turn.error } as const) : ({ status: "done" } as const);
    await transaction.insert(runRecords, {
      id: runId,
      log,
      turn: 1,
      createdAt,
      ...(startedAt !== undefined && { startedAt }),
      ...(endedAt !== undefined && { endedAt }),
      ...end,
    });
    const at = endedAt ?? createdAt;
    const entries: Pick<TailItem<AgentEvent>, "run" | "at" | "event">[] = [
      ...turn.events,
      { type: "run_end" as const, ...end },
    ].map((event) => ({
      run: runId,
      at,
      event,
    }));
    await transaction.append(log, entries as unknown as Json[]); // Events are JSON.
    await transaction.insert(turns, {
      runId,
      taskId: id,
      number: index + 1,
      messageId: `msg-${2 * index + 1}`,
      replyId: `msg-${2 * index + 2}`,
      message: turn.message,
      attachedFiles: (turn.attached ?? []).map((path) => ({ name: nameOf(path), path })),
      createdAt,
    });
  }
}

/** The events of a reply that is nothing but text. */
export function textEvents(text: string): AgentEvent[] {
  return [
    { type: "text_delta", text },
    { type: "text_end", text },
    { type: "done", text },
  ];
}
