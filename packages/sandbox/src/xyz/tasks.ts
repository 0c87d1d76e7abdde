/** Tag Tasks: start, list, look at and cancel them. The stream is in `task-stream.ts`. */

import type { Services } from "../core/platform/index.ts";
import type { Transaction } from "../core/world/index.ts";
import { tasks as records } from "./collections.ts";
import type { Schemas, Some } from "./contract.ts";
import { cancelTurn, countMessages, findTask, stateOf, summaryOf, viewOf } from "./conversation.ts";
import { refuse, taskNotFound } from "./errors.ts";
import { insertTask } from "./new-turn.ts";
import { callerOf, failureOf, launchTurn, limit, pacingOf } from "./platform.ts";
import type { TaskRecord } from "./records.ts";
import { storeFiles } from "./uploads.ts";

/** The handlers of the tag. */
export function tasks(xyz: Services) {
  const { store, runs } = xyz;
  return {
    async createTask({ body, principal, request }) {
      const caller = callerOf(principal);
      const { world } = caller;
      const refusal = (await limit(xyz, caller)) ?? failureOf(body.value.message);
      if (refusal) return refusal;
      const pacing = pacingOf(xyz, request);
      if ("status" in pacing) return pacing;
      const wanted = readRequest(body);
      const stored = await storeFiles(xyz, world, wanted.files);
      if ("status" in stored) return stored;
      const task = await store.transaction(world, (transaction) =>
        insertTask(transaction, xyz, caller, { ...wanted, stored }),
      );
      launchTurn(xyz, world, task.runId, { taskId: task.id, secrets: wanted.secrets }, pacing);
      return { status: 200, body: { success: true, data: { id: task.id, status: "pending" } } };
    },

    async listTasks({ params, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const { limit: most = 50, offset = 0 } = params.query;
      const data = await store.transaction(caller.world, async (transaction) => {
        const query = { index: "byOwner", within: caller.owner } as const;
        const total = await transaction.count(records, query);
        // The numbers of an owner's tasks have no gaps, so a page begins where its offset says.
        const wanted = Math.max(0, Math.min(offset + most, total));
        const { items } = await transaction.list(records, { ...query, order: "descending", limit: wanted });
        const page = await Promise.all(items.slice(offset).map((task) => toListItem(transaction, task)));
        return { tasks: page, pagination: { total, limit: most, offset, hasMore: offset + page.length < total } };
      });
      return { status: 200, body: { success: true, data } };
    },

    async getTask({ params, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const data = await store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        return state && viewOf(transaction, state);
      });
      return data ? { status: 200, body: { success: true, data } } : taskNotFound;
    },

    async cancelTask({ params, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      return store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        if (!state) return taskNotFound;
        if (await cancelTurn(transaction, runs, state)) {
          return { status: 200, body: { success: true, data: { message: "Task cancelled" } } };
        }
        return refuse(409, "TASK_FINISHED", "The task has already finished");
      });
    },
  } satisfies Some<"createTask" | "listTasks" | "getTask" | "cancelTask">;
}

type Body =
  | { readonly mediaType: "application/json"; readonly value: Schemas["TaskRequest"] }
  | { readonly mediaType: "multipart/form-data"; readonly value: Schemas["TaskForm"] };

/** The same of both media types. */
function readRequest(body: Body) {
  if (body.mediaType === "application/json") {
    const { message, systemPrompt = null, showInHistory = true, autoExecute = true, env = null, secrets } = body.value;
    return { message, systemPrompt, showInHistory, autoExecute, env, secrets: secrets ?? {}, files: [] };
  }
  const { message, systemPrompt = null, showInHistory, autoExecute, files = [] } = body.value;
  return {
    message,
    systemPrompt,
    showInHistory: showInHistory !== "false",
    autoExecute: autoExecute !== "false",
    env: null,
    secrets: {},
    files: files as File[], // what parts with a file name come as
  };
}

async function toListItem(transaction: Transaction, task: TaskRecord): Promise<Schemas["TaskListItem"]> {
  const summary = summaryOf(await stateOf(transaction, task));
  const { createdAt, startedAt, completedAt } = summary;
  // Times in this form are in the order of their letters.
  const lastActivityAt = [createdAt, startedAt, completedAt].reduce<string>(
    (latest, time) => (time !== null && time > latest ? time : latest),
    createdAt,
  );
  return { ...summary, lastActivityAt, messageCount: await countMessages(transaction, task) };
}
