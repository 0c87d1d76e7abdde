/** One turn of a task: the agent works, and what it makes and asks goes where it belongs. */

import {
  type Agent,
  type AgentDocument,
  type AgentEvent,
  type ApprovalDecision,
  readMagic,
  shopTools,
  type Turn,
} from "../core/agent/index.ts";
import type { Services } from "../core/platform/index.ts";
import { findPacing, isRunError, type Pacing, pacings, type Work, type WorkOptions } from "../core/run/index.ts";
import type { Json, Transaction } from "../core/world/index.ts";
import { approvals, apps, files, projects, tasks } from "./collections.ts";
import { listExchanges } from "./conversation.ts";
import { listAll } from "./list-all.ts";
import type { FileRecord, TaskRecord } from "./records.ts";
import { getValues, type Values } from "./values.ts";
import { isText } from "./workspace.ts";
import { createDesk, createWorkspaceTools } from "./workspace-tools.ts";

/** What the approval of a tool call says to the run that waits. */
export interface Decision {
  readonly callId: string;
  readonly outcome: "approve" | "approve_always" | "refuse";
}

/** A turn to work on. */
export interface TurnToDo {
  readonly taskId: string;
  /** Given with the task; nowhere but here, and gone with the run. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Characters of a file that the agent reads. */
const longestText = 65_536;

/** The work of a turn. */
export function createTurnWork(
  { store, blobs, agent }: { readonly agent: Agent } & Pick<Services, "store" | "blobs">,
  { taskId, secrets = {} }: TurnToDo,
): Work<AgentEvent> {
  return async function* ({ world, run, clock, chance, waitForAnswer, signal }) {
    const { task, message, history, workspace, values } = await store.transaction(world, (transaction) =>
      prepare(transaction, taskId, run.id),
    );
    const documents = await Promise.all(workspace.map((file) => readDocument({ blobs }, world, file)));
    const desk = createDesk({ store, blobs }, { world, taskId, runId: run.id, clock });
    const tools = [...shopTools, ...createWorkspaceTools(desk)];
    const allowed = new Set(task.allowedTools);
    const magic = readMagic(message);
    // Who asks to be asked is asked.
    const asks = !task.autoExecute || (magic?.kind === "known" && magic.name === "approve");
    const waitForApproval = async ({ callId, toolName }: { readonly callId: string; readonly toolName: string }) =>
      allowed.has(toolName) ? ({ outcome: "approve" } as const) : waitForDecision(waitForAnswer, callId);
    const events = agent({
      history,
      message,
      context: {
        documents,
        env: { ...values.env, ...task.env },
        secrets: { ...values.secrets, ...secrets },
        ...(task.systemPrompt !== null && { instructions: task.systemPrompt }),
      },
      tools: task.autoExecute ? tools : tools.map((tool) => ({ ...tool, needsApproval: true })),
      clock,
      random: () => chance.float(),
      ...(asks && { waitForApproval }),
      signal,
    });
    for await (const event of events) {
      // A task is pending until its agent has said something.
      if (event.type === "run_start") continue;
      if (event.type === "approval_request") {
        if (allowed.has(event.toolName)) continue;
        const { callId, toolName, arguments: args } = event;
        await store.transaction(world, (transaction) =>
          transaction.put(approvals, { runId: run.id, callId, toolName, args: { ...args } }),
        );
      }
      if (event.type === "approval_decision") {
        if (allowed.has(event.toolName)) continue;
        if (event.outcome === "approve_always") allowed.add(event.toolName);
      }
      if (event.type === "artifact") {
        const { path, mediaType: mimeType, category, text } = event;
        await desk.write(path, text, { mimeType, category });
      }
      yield event;
    }
  };
}

/** How the events of a turn come: text in pieces, and what no reader sees at once. */
export function createTurnOptions(pacing: Pacing): WorkOptions<AgentEvent> {
  const unseen: readonly AgentEvent["type"][] = ["pacing", "text_end", "artifact", "approval_decision"];
  let current = pacing;
  return {
    pacing,
    isImmediate: ({ type }) => unseen.includes(type),
    cut: (event, cut) =>
      event.type === "text_delta" ? cut(event.text).map((text) => ({ type: "text_delta", text })) : [event],
    changePacing: (event) => {
      if (event.type !== "pacing") return undefined;
      const chosen = event.preset === undefined ? current : (findKnown(event.preset) ?? current);
      current = event.pieces === "whole" ? { ...chosen, chunk: pacings.instant.chunk } : chosen;
      return current;
    },
    asks: ({ type }) => type === "approval_request",
  };
}

function findKnown(name: string): Pacing | undefined {
  try {
    return findPacing(name);
  } catch (error) {
    if (isRunError(error)) return undefined;
    throw error;
  }
}

interface Prepared {
  readonly task: TaskRecord;
  readonly message: string;
  readonly history: readonly Turn[];
  readonly workspace: readonly FileRecord[];
  readonly values: Values;
}

async function prepare(transaction: Transaction, taskId: string, runId: string): Promise<Prepared> {
  const task = await transaction.get(tasks, taskId);
  if (!task) throw new Error(`There is no task ${taskId}.`);
  const exchanges = await listExchanges(transaction, task);
  const now = exchanges.find(({ turn }) => turn.runId === runId);
  const history = exchanges
    .filter((exchange) => exchange !== now)
    .flatMap(({ turn, reply }): Turn[] => [
      { role: "visitor", text: turn.message },
      ...(reply ? [{ role: "agent" as const, text: reply.text }] : []),
    ]);
  return {
    task,
    message: now?.turn.message ?? "",
    history,
    workspace: await listAll(transaction, files, "byTask", taskId),
    values: await valuesOf(transaction, task.owner),
  };
}

/** The variables of the end user of a task; keys have none. */
async function valuesOf(transaction: Transaction, owner: string): Promise<Values> {
  const [, appId] = /^user (\S+) /.exec(owner) ?? [];
  const app = appId === undefined ? undefined : await transaction.get(apps, appId);
  const project = app && (await transaction.get(projects, app.projectId));
  return project ? getValues(transaction, owner, project) : { env: {}, secrets: {} };
}

async function readDocument(
  { blobs }: Pick<Services, "blobs">,
  world: string,
  { name, mimeType, size, blobId }: FileRecord,
): Promise<AgentDocument> {
  const blob = isText(mimeType) ? await blobs.read(world, blobId) : undefined;
  const text = await blob?.slice(0, longestText).text();
  return { name, mediaType: mimeType, size, ...(text !== undefined && { text }) };
}

/** The decision about one call; those about others are too late. */
async function waitForDecision(waitForAnswer: () => Promise<Json>, callId: string): Promise<ApprovalDecision> {
  for (;;) {
    const decision = (await waitForAnswer()) as unknown as Decision; // what `approveToolCall` gives
    if (decision.callId === callId) return { outcome: decision.outcome };
  }
}
