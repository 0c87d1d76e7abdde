/** The agent that asks a model. */

import { type Agent, withEnding } from "../events/index.ts";
import { useTool } from "../tools/index.ts";
import { readUpstreamOptions, type UpstreamOptions } from "./options.ts";
import { createPrompt, type Prompt } from "./prompt.ts";
import { askModel } from "./step.ts";
import { UpstreamError } from "./upstream-error.ts";

/**
 * An agent that asks a model and lets it use the tools. However the upstream breaks, the turn ends with an error event
 * that has nothing of what the upstream wrote. Nothing is tried again: who asked decides that, by `retryAfter`.
 *
 * @throws TypeError for options that cannot work.
 *
 * @example
 * const agent = createUpstreamAgent({ baseUrl: "https://models.example/v1", apiKey, model: "small" });
 */
export function createUpstreamAgent(options: UpstreamOptions): Agent {
  const upstream = readUpstreamOptions(options);
  return withEnding(async function* (input) {
    const prompt: Prompt = createPrompt(input);
    const usage = { inputTokens: 0, outputTokens: 0 };
    let text = "";
    yield { type: "status", status: "processing" };
    try {
      for (let steps = 0; steps < upstream.limits.steps; steps += 1) {
        const step = yield* askModel(prompt, input, upstream);
        text += step.text;
        usage.inputTokens += step.usage.inputTokens;
        usage.outputTokens += step.usage.outputTokens;
        if (step.calls.length === 0) {
          yield { type: "done", text, usage };
          return;
        }
        prompt.push({
          role: "assistant",
          content: [
            ...(step.text === "" ? [] : [{ type: "text" as const, text: step.text }]),
            ...step.calls.map(({ callId, tool, parameters }) => ({
              type: "tool-call" as const,
              toolCallId: callId,
              toolName: tool.name,
              input: parameters,
            })),
          ],
        });
        for (const { callId, tool, parameters } of step.calls) {
          const { status, output } = yield* useTool(tool, parameters, input, { callId });
          const value = JSON.stringify({ status, output });
          prompt.push({
            role: "tool",
            content: [
              { type: "tool-result", toolCallId: callId, toolName: tool.name, output: { type: "text", value } },
            ],
          });
        }
      }
      throw new UpstreamError("too_many_steps");
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      yield error.toEvent();
    }
  });
}
