/** Writes a reply as the chunks that a message of the AI SDK is made of. */

import { AbortError, isParleyError } from "../errors/index.ts";
import type { ChatChunk, ToolChunk } from "./types.ts";

/**
 * A part of a reply: a piece of text, a whole thought, or what happens to a tool. `reset-step` takes everything back
 * that came since the reply or its continuation began.
 */
export type ReplyPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "reset-step" }
  | ToolChunk;

/** A call of a tool that the platform runs itself. */
export function toolInput(call: {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
  /** For people. */
  readonly title?: string;
}): ReplyPart {
  return { type: "tool-input-available", ...call, ...hosted };
}

/** What a tool gave. */
export function toolOutput(toolCallId: string, output: unknown): ReplyPart {
  return { type: "tool-output-available", toolCallId, output, ...hosted };
}

/** A tool that failed. */
export function toolError(toolCallId: string, errorText: string): ReplyPart {
  return { type: "tool-output-error", toolCallId, errorText, ...hosted };
}

/** The page does not know the tool by its type, and must not run it. */
const hosted = { dynamic: true, providerExecuted: true } as const;

/**
 * Gives the chunks of a reply: one step, with text and thoughts as parts of their own.
 *
 * An error of the parts ends the reply with the chunk `error`, or `abort` if it was aborted. Only messages of this
 * package's errors are shown, because others may quote what is secret.
 */
export async function* writeChunks(parts: AsyncIterable<ReplyPart>): AsyncGenerator<ChatChunk, void, undefined> {
  let count = 0;
  let openText: string | undefined;

  function* endText(): Generator<ChatChunk, void, undefined> {
    if (openText !== undefined) yield { type: "text-end", id: openText };
    openText = undefined;
  }

  yield { type: "start" };
  yield { type: "start-step" };
  try {
    for await (const part of parts) {
      if (part.type === "text") {
        if (openText === undefined) {
          openText = nextId();
          yield { type: "text-start", id: openText };
        }
        yield { type: "text-delta", id: openText, delta: part.text };
        continue;
      }
      // The reset takes the open text away, and to end it then would be an error.
      if (part.type === "reset-step") openText = undefined;
      yield* endText();
      if (part.type === "reasoning") yield* writeThought(nextId(), part.text);
      else yield part;
    }
    yield* endText();
    yield { type: "finish-step" };
    yield { type: "finish" };
  } catch (error) {
    yield* endText();
    yield error instanceof AbortError ? { type: "abort" } : { type: "error", errorText: describe(error) };
  }

  function nextId(): string {
    count += 1;
    return `part-${count}`;
  }
}

function* writeThought(id: string, delta: string): Generator<ChatChunk, void, undefined> {
  yield { type: "reasoning-start", id };
  yield { type: "reasoning-delta", id, delta };
  yield { type: "reasoning-end", id };
}

function describe(error: unknown): string {
  return isParleyError(error) ? error.message : "The reply could not be read";
}
