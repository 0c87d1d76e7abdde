/** One tool call from the question whether it may run to its result. */

import type { AgentEvent, AgentInput, ApprovalDecision, Json, JsonObject, Tool } from "../events/index.ts";
import { createCallId } from "./call-id.ts";
import { substitute, withoutSecrets } from "./secrets.ts";

/** How a tool call ended. */
export interface ToolOutcome {
  readonly status: "success" | "error" | "cancelled";
  readonly output: Json;
  /** What it was called with in the end. */
  readonly arguments: JsonObject;
  /** What the person said, where one was asked. */
  readonly decision?: ApprovalDecision;
}

/** How a tool is called; by default with a fresh id, and asking where the tool needs it. */
export interface UseToolOptions {
  readonly callId?: string;
  readonly needsApproval?: boolean;
}

/**
 * Calls a tool and tells of it: asks first where it has to and there is somebody to ask. Secrets are taken out of what
 * it returns and throws.
 *
 * @throws What `waitForApproval` rejects with, and the reason of the signal.
 */
export async function* useTool(
  tool: Tool,
  given: JsonObject,
  input: AgentInput,
  { callId = createCallId(input.random), needsApproval = tool.needsApproval ?? false }: UseToolOptions = {},
): AsyncGenerator<AgentEvent, ToolOutcome> {
  const { clock, context, random, signal, waitForApproval } = input;
  const call = { callId, toolName: tool.name } as const;
  let decision: ApprovalDecision | undefined;
  if (needsApproval && waitForApproval) {
    yield { type: "approval_request", ...call, arguments: given };
    decision = await waitForApproval({ ...call, arguments: given });
    yield { type: "approval_decision", ...call, outcome: decision.outcome };
    if (decision.outcome === "refuse") {
      const output = "Refused by a person.";
      yield { type: "tool_result", ...call, status: "cancelled", output };
      return { status: "cancelled", output, arguments: given, decision };
    }
  }
  const used = decision?.outcome === "edit" ? (decision.arguments ?? given) : given;
  yield { type: "tool_call", ...call, arguments: used };
  const result = await run(tool, used, {
    clock,
    random,
    signal,
    substitute: (template) => substitute(template, context),
  });
  signal.throwIfAborted();
  const output = withoutSecrets(result.output, context);
  yield { type: "tool_result", ...call, status: result.status, output };
  return { status: result.status, output, arguments: used, ...(decision ? { decision } : {}) };
}

async function run(
  tool: Tool,
  parameters: JsonObject,
  context: Parameters<Tool["run"]>[1],
): Promise<{ status: "success" | "error"; output: Json }> {
  try {
    return { status: "success", output: await tool.run(parameters, context) };
  } catch (error) {
    return { status: "error", output: error instanceof Error ? error.message : String(error) };
  }
}
