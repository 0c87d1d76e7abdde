/** Who answers. */

import type { Agent } from "@parley/sandbox/core/agent";
import { createUpstreamAgent } from "@parley/sandbox/core/agent/upstream";
import { CommandError } from "@parley/tooling/command";
import { check } from "./choices.ts";

/** What the environment says of a model. */
export type AgentEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The agent of a name; absent for the scripted one.
 *
 * @throws CommandError when there is no such agent, or its model is not described.
 */
export async function chooseAgent(name: string, environment: AgentEnvironment): Promise<Agent | undefined> {
  if (check("--agent", name, ["scripted", "openai-compatible"]) === "scripted") return undefined;
  const { PARLEY_AGENT_BASE_URL: baseUrl, PARLEY_AGENT_MODEL: model, PARLEY_AGENT_API_KEY: apiKey } = environment;
  if (!baseUrl || !model) {
    throw new CommandError("--agent openai-compatible needs PARLEY_AGENT_BASE_URL and PARLEY_AGENT_MODEL.");
  }
  try {
    return createUpstreamAgent({ baseUrl, model, ...(apiKey && { apiKey }) });
  } catch (error) {
    throw new CommandError(`--agent openai-compatible: ${(error as Error).message}`, { cause: error });
  }
}
