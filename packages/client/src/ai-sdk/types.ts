/**
 * The types of the AI SDK that a chat transport touches, as far as it does. They are restated, because the declarations
 * of `ai` do not compile under `exactOptionalPropertyTypes`; a type test compares them.
 */

/** A part of a message; which members it has depends on its type. */
export interface ChatMessagePart {
  readonly type: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly filename?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly state?: string | undefined;
  readonly approval?: { readonly approved?: boolean | undefined } | undefined;
}

/** A message of the AI SDK, which calls it `UIMessage`. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly parts: readonly ChatMessagePart[];
}

/** What happens to a tool call that the platform runs. */
export type ToolChunk =
  | {
      type: "tool-input-available";
      toolCallId: string;
      toolName: string;
      input: unknown;
      title?: string;
      dynamic: true;
      providerExecuted: true;
    }
  | { type: "tool-output-available"; toolCallId: string; output: unknown; dynamic: true; providerExecuted: true }
  | { type: "tool-output-error"; toolCallId: string; errorText: string; dynamic: true; providerExecuted: true }
  | { type: "tool-output-denied"; toolCallId: string }
  | { type: "tool-approval-request"; approvalId: string; toolCallId: string };

/** A piece of a message, of those that the AI SDK calls `UIMessageChunk`. */
export type ChatChunk =
  | { type: "start" | "start-step" | "finish-step" | "finish" | "reset-step" | "abort" }
  | { type: "text-start" | "text-end" | "reasoning-start" | "reasoning-end"; id: string }
  | { type: "text-delta" | "reasoning-delta"; id: string; delta: string }
  | { type: "error"; errorText: string }
  | ToolChunk;

interface RequestOptions {
  readonly chatId: string;
  readonly abortSignal?: AbortSignal | undefined;
  readonly headers?: Record<string, string> | Headers | undefined;
}

/** A transport for `useChat` and its kin: a `ChatTransport` of the AI SDK. */
export interface ChatTransport {
  readonly resumeStreamIsReplay: true;
  /** Sends the last message and gives its reply. */
  sendMessages(
    options: RequestOptions & {
      readonly trigger: "submit-message" | "regenerate-message";
      readonly messageId: string | undefined;
      readonly messages: readonly ChatMessage[];
    },
  ): Promise<ReadableStream<ChatChunk>>;
  /** Gives the running reply from its beginning, `null` if there is none. */
  reconnectToStream(options: RequestOptions): Promise<ReadableStream<ChatChunk> | null>;
}
