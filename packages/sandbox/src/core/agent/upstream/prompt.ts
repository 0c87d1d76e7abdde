/** A conversation as a model upstream takes it. */

import type { OpenAICompatibleChatLanguageModel } from "@ai-sdk/openai-compatible";
import type { AgentInput, Tool } from "../events/index.ts";

type CallOptions = Parameters<OpenAICompatibleChatLanguageModel["doStream"]>[0];

/** Messages for the model. */
export type Prompt = CallOptions["prompt"];

/** Characters of one document that the model gets to read. */
const mostOfDocument = 20_000;

/** The conversation so far, with what the operator says and what the visitor has uploaded. */
export function createPrompt({ history, message, context, language }: AgentInput): Prompt {
  const documents = (context?.documents ?? []).map(({ name, mediaType, text }) => {
    const content = text === undefined ? "(not readable)" : text.slice(0, mostOfDocument);
    return `The visitor has uploaded ${JSON.stringify(name)} (${mediaType}):\n${content}`;
  });
  const system = [
    context?.instructions ?? "You are a helpful assistant. Answer in the language of the visitor.",
    ...(language === undefined ? [] : [`The visitor's language is ${language}.`]),
    ...documents,
  ].join("\n\n");
  return [
    { role: "system", content: system },
    ...history.map<Prompt[number]>(({ role, text }) => {
      const content = [{ type: "text" as const, text }];
      return role === "visitor" ? { role: "user", content } : { role: "assistant", content };
    }),
    { role: "user", content: [{ type: "text", text: message }] },
  ];
}

/** The tools, as a model is told of them. */
export function describeTools(tools: readonly Tool[]): NonNullable<CallOptions["tools"]> {
  return tools.map(({ name, description, parameters }) => ({
    type: "function",
    name,
    description,
    // The library takes mutable schemas, and does not change them.
    inputSchema: structuredClone(parameters) as object,
  }));
}
