/** Tag Tool approval: decisions about tool calls that wait. */

import type { Services } from "../core/platform/index.ts";
import { isActive } from "../core/run/index.ts";
import { approvals, tasks } from "./collections.ts";
import type { Some } from "./contract.ts";
import { findTask } from "./conversation.ts";
import { refuse, taskNotFound } from "./errors.ts";
import { callerOf, limit } from "./platform.ts";
import type { Decision } from "./turn.ts";

const outcomes = { proceed_once: "approve", proceed_always: "approve_always", cancel: "refuse" } as const;

/** The handlers of the tag. */
export function toolApproval(xyz: Services) {
  const { store, runs } = xyz;
  return {
    async approveToolCall({ params, body, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const { id, callId } = params.path;
      const outcome = outcomes[body.outcome];
      return store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, id);
        if (!state) return taskNotFound;
        const { task, run } = state;
        // Of all who decide at once, one has it.
        const waiting = isActive(run) ? await transaction.take(approvals, `${run.id} ${callId}`) : undefined;
        if (!waiting) return refuse(404, "NOT_FOUND", "Tool call not found");
        if (outcome === "approve_always" && !task.allowedTools.includes(waiting.toolName)) {
          await transaction.put(tasks, { ...task, allowedTools: [...task.allowedTools, waiting.toolName] });
        }
        const decision: Decision = { callId, outcome };
        await runs.answer(transaction, run.id, { ...decision });
        return { status: 200, body: { success: true, data: { approved: outcome !== "refuse" } } };
      });
    },
  } satisfies Some<"approveToolCall">;
}
