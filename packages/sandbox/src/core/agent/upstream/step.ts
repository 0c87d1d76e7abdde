/** One request to the model, from its first piece to its finish. */

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { AgentEvent, AgentInput, JsonObject, Tool } from "../events/index.ts";
import { createCallId } from "../tools/index.ts";
import { createGuard } from "./guard.ts";
import type { Upstream } from "./options.ts";
import { describeTools, type Prompt } from "./prompt.ts";
import { explain, UpstreamError } from "./upstream-error.ts";

/** A call that the model wants. */
export interface WantedCall {
  readonly callId: string;
  readonly tool: Tool;
  readonly parameters: JsonObject;
}

/** What a step came to. */
export interface Step {
  readonly text: string;
  readonly calls: readonly WantedCall[];
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
}

/**
 * Asks the model once and tells what it says.
 *
 * @throws UpstreamError for whatever is wrong with the upstream.
 */
export async function* askModel(
  prompt: Prompt,
  input: AgentInput,
  { baseUrl, apiKey, model, fetch, limits }: Upstream,
): AsyncGenerator<AgentEvent, Step> {
  const { clock, random, signal, tools = [] } = input;
  const guard = createGuard({ fetch, clock, limits, baseUrl, signal });
  const provider = createOpenAICompatible({
    name: "upstream",
    baseURL: baseUrl.href,
    includeUsage: true,
    fetch: guard.fetch,
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  let text = "";
  let thought = "";
  const wanted: { toolName: string; input: string }[] = [];
  try {
    const described = tools.length > 0 ? { tools: describeTools(tools) } : {};
    const { stream } = await provider.chatModel(model).doStream({ prompt, ...described });
    for await (const part of stream) {
      switch (part.type) {
        case "text-delta":
          text += part.delta;
          yield { type: "text_delta", text: part.delta };
          break;
        case "reasoning-delta":
          thought += part.delta;
          break;
        case "reasoning-end":
          yield { type: "thought", subject: "Reasoning", description: thought };
          thought = "";
          break;
        case "tool-call":
          wanted.push(part);
          break;
        case "error":
          throw reported(part.error);
        case "finish": {
          const reason = part.finishReason.unified;
          if (reason === "content-filter") throw new UpstreamError("upstream_filtered");
          if (reason === "length") {
            const stage = wanted.length > 0 ? "tool_call" : "reply";
            throw new UpstreamError("context_overflow", { stage });
          }
          if (reason === "error") throw new UpstreamError("upstream_cut");
          if (text === "" && wanted.length === 0) throw new UpstreamError("upstream_empty");
          if (text !== "") yield { type: "text_end", text };
          const calls = wanted.map((call) => readCall(call, tools, random));
          const { inputTokens, outputTokens } = part.usage;
          return {
            text,
            calls,
            usage: { inputTokens: inputTokens.total ?? 0, outputTokens: outputTokens.total ?? 0 },
          };
        }
        default:
      }
    }
    throw new UpstreamError("upstream_cut");
  } catch (error) {
    signal.throwIfAborted();
    throw guard.failure() ?? explain(error);
  } finally {
    guard.close();
  }
}

/** What an error in the stream stands for: one of the library, or an object that the upstream has sent. */
function reported(error: unknown): UpstreamError {
  if (!(error instanceof Error)) {
    const isOverflow = JSON.stringify(error ?? null).includes("context_length_exceeded");
    return isOverflow
      ? new UpstreamError("context_overflow", { stage: "request" })
      : new UpstreamError("upstream_reported");
  }
  // As a part and not thrown, the library has this for a stream without a finish reason.
  return error.name === "AI_InvalidResponseDataError" ? new UpstreamError("upstream_cut") : explain(error);
}

/** The ids of the upstream are not used: they are its own chance, where it sends any. */
function readCall(
  { toolName, input }: { readonly toolName: string; readonly input: string },
  tools: readonly Tool[],
  random: () => number,
): WantedCall {
  const tool = tools.find(({ name }) => name === toolName);
  const parameters = readObject(input.trim() === "" ? "{}" : input);
  if (!tool || !parameters) throw new UpstreamError("upstream_malformed_tool_call");
  return { callId: createCallId(random), tool, parameters };
}

function readObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined; // JSON has no other objects.
  } catch {
    return undefined;
  }
}
