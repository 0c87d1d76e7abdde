/** Tag Messages: follow-up messages and the history. */

import type { Services } from "../core/platform/index.ts";
import { isActive } from "../core/run/index.ts";
import type { Some } from "./contract.ts";
import { findTask, listExchanges, messagesOf, type TaskState } from "./conversation.ts";
import { refuse, taskNotFound } from "./errors.ts";
import { continueTask } from "./new-turn.ts";
import { callerOf, failureOf, launchTurn, limit, pacingOf } from "./platform.ts";
import { removeFiles, storeFiles } from "./uploads.ts";

/** The handlers of the tag. */
export function messages(xyz: Services) {
  const { store } = xyz;
  return {
    async sendTaskMessage({ params, body, principal, request }) {
      const caller = callerOf(principal);
      const { world } = caller;
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const { message } = body.value;
      const files = "files" in body.value ? ((body.value.files ?? []) as File[]) : []; // what parts with a file name come as
      const before = await store.transaction(world, (transaction) => findTask(transaction, caller, params.path.id));
      const refusal = refuseMessage(before) ?? failureOf(message);
      if (refusal) return refusal;
      const pacing = pacingOf(xyz, request);
      if ("status" in pacing) return pacing;
      const stored = await storeFiles(xyz, world, files);
      if ("status" in stored) return stored;
      const task = await store.transaction(world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        // Somebody else may have been quicker.
        if (!state || refuseMessage(state)) return undefined;
        return continueTask(transaction, xyz, state, { message, stored });
      });
      if (!task) {
        await removeFiles(xyz, world, stored);
        return taskRunning;
      }
      launchTurn(xyz, world, task.runId, { taskId: task.id }, pacing);
      return { status: 200, body: { success: true, data: { status: "running" } } };
    },

    async getTaskHistory({ params, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const data = await store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        if (!state) return undefined;
        const { task, status } = state;
        const all = messagesOf(await listExchanges(transaction, task));
        return { taskId: task.id, conversationId: task.conversationId, status, messages: all };
      });
      return data ? { status: 200, body: { success: true, data } } : taskNotFound;
    },
  } satisfies Some<"sendTaskMessage" | "getTaskHistory">;
}

const taskRunning = refuse(409, "TASK_RUNNING", "The task is still running");

/** Why a task takes no message now. */
function refuseMessage(state: TaskState | undefined) {
  if (!state) return taskNotFound;
  return isActive(state.run) ? taskRunning : undefined;
}
