/** Turns of agents for tests. */

import { createManualClock } from "@parley/clock/manual";
import type { Agent, AgentEvent, AgentInput } from "../events/index.ts";
import { shopTools } from "../shop/index.ts";

/** Chance that is the same each time. */
export function createChance(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A whole input from the parts that a test is about. */
export function inputOf(parts: Partial<AgentInput>): AgentInput {
  return {
    history: [],
    message: "",
    tools: shopTools,
    clock: createManualClock(),
    random: createChance(),
    signal: new AbortController().signal,
    ...parts,
  };
}

/** All events of a turn. */
export async function playTurn(agent: Agent, parts: Partial<AgentInput>): Promise<AgentEvent[]> {
  return Array.fromAsync(agent(inputOf(parts)));
}

/** The reply to a message; where the turn failed, its error as JSON. */
export async function replyTo(agent: Agent, message: string, parts: Partial<AgentInput> = {}): Promise<string> {
  const last = (await playTurn(agent, { ...parts, message })).at(-1);
  return last?.type === "done" ? last.text : JSON.stringify(last);
}

/** The events without the pieces of text; a stretch of text is one line. */
export function outline(events: readonly AgentEvent[]): unknown[] {
  return events.filter(({ type }) => type !== "text_delta").map((event) => (event.type === "text_end" ? event.text : event));
}
