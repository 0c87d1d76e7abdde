/** Tag Tasks, `streamTask`: the stored messages, what the turn has brought so far, and what happens from now on. */

import type { AgentEvent } from "../core/agent/index.ts";
import type { Services } from "../core/platform/index.ts";
import { isActive, runDialect } from "../core/run/index.ts";
import type { Schemas, Some, TaskEvent } from "./contract.ts";
import { findTask, listExchanges, messagesOf } from "./conversation.ts";
import { taskDialect } from "./dialect.ts";
import { taskNotFound } from "./errors.ts";
import { callerOf, limit } from "./platform.ts";

/** The handler. */
export function taskStream(xyz: Services) {
  return {
    async streamTask({ params, principal, signal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const found = await xyz.store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        if (!state) return undefined;
        const messages = messagesOf(await listExchanges(transaction, state.task));
        return { messages, ...(isActive(state.run) && { runId: state.run.id }) };
      });
      return found ? tell(xyz, caller.world, found, signal) : taskNotFound;
    },
  } satisfies Some<"streamTask">;
}

async function* tell(
  { runs }: Services,
  world: string,
  { messages, runId }: { readonly messages: readonly Schemas["Message"][]; readonly runId?: string },
  signal: AbortSignal,
): AsyncGenerator<TaskEvent> {
  for (const data of messages) yield { type: "history_message", data };
  yield { type: "history_done", data: { messageCount: messages.length, isStreaming: runId !== undefined } };
  if (runId === undefined) return;
  yield* runDialect({ tail: runs.tail<AgentEvent>(world, runId, { signal }), dialect: taskDialect, signal });
}
