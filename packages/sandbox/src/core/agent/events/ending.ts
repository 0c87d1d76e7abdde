/** However an agent ends, its turn ends well: with one last event, and nothing after it. */

import type { Agent, AgentInput } from "./agent.ts";
import { type AgentEvent, isTerminal } from "./event.ts";

/**
 * The same agent, held to the order of a turn: `run_start` first, one `done` or `error` last, whatever it throws,
 * forgets or goes on to say. A cancelled turn ends with the error `cancelled` at once, also where the agent hangs.
 */
export function withEnding(agent: Agent): Agent {
  return async function* (input) {
    yield { type: "run_start" };
    for await (const event of untilCancelled(agent, input)) {
      if (event.type === "run_start") continue;
      yield event;
      if (isTerminal(event)) return;
    }
    yield { type: "error", code: "no_ending", message: "The agent stopped without an ending." };
  };
}

async function* untilCancelled(agent: Agent, input: AgentInput): AsyncGenerator<AgentEvent> {
  const { signal } = input;
  let iterator: AsyncIterator<AgentEvent> | undefined;
  try {
    while (!signal.aborted) {
      iterator ??= agent(input)[Symbol.asyncIterator]();
      const step = await nextOf(iterator, signal);
      // Also where the last step won by a hair: who cancels hears of nothing after it.
      if (!step || signal.aborted) break;
      if (step.done) return;
      yield step.value;
    }
    yield { type: "error", code: "cancelled", message: "The turn was cancelled." };
  } catch {
    // What was thrown may hold anything, a credential too.
    yield signal.aborted
      ? { type: "error", code: "cancelled", message: "The turn was cancelled." }
      : { type: "error", code: "agent_failed", message: "The agent failed.", status: 500 };
  } finally {
    // Not awaited: an agent that hangs never gets to its end.
    void iterator?.return?.().catch(() => {});
  }
}

/** The next step, or `undefined` as soon as the signal is aborted. */
function nextOf(
  iterator: AsyncIterator<AgentEvent>,
  signal: AbortSignal,
): Promise<IteratorResult<AgentEvent> | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = () => resolve(undefined);
    signal.addEventListener("abort", onAbort, { once: true });
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", onAbort));
  });
}
