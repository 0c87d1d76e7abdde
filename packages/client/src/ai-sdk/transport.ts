/** A chat transport of the AI SDK over a platform that keeps the conversation itself. */

import { UsageError } from "../errors/index.ts";
import { type ReplyPart, writeChunks } from "./chunks.ts";
import { type OutgoingMessage, readOutgoing } from "./message.ts";
import type { ChatChunk, ChatMessage, ChatTransport } from "./types.ts";

/** Which conversation of the platform a chat is; a `Map` will do, storage that outlives the page is better. */
export interface ConversationStore<Conversation> {
  get(chatId: string): Conversation | undefined | Promise<Conversation | undefined>;
  set(chatId: string, conversation: Conversation): unknown;
}

/** What a platform needs to send a message. */
export interface Turn<Conversation> {
  /** None before the first message. */
  readonly conversation: Conversation | undefined;
  /** Stores a conversation that was created; to be called before anything else can fail. */
  remember(conversation: Conversation): Promise<void>;
  /** For every request. */
  readonly options: { readonly signal: AbortSignal; readonly headers: Readonly<Record<string, string>> };
}

/** How to talk with a platform. */
export interface ChatPlatform<Conversation> {
  /** A `Map` by default. */
  readonly conversations?: ConversationStore<Conversation> | undefined;
  /** Resolves when the message is sent, with its reply. */
  send(message: OutgoingMessage, turn: Turn<Conversation>): Promise<AsyncIterable<ReplyPart>>;
  /** Goes on with a reply whose tools waited for approval, after the user has decided. */
  proceed?(reply: ChatMessage, turn: Turn<Conversation>): Promise<AsyncIterable<ReplyPart>>;
  /** Gives the running reply from its beginning, nothing if there is none. */
  resume?(
    conversation: Conversation,
    options: Turn<Conversation>["options"],
  ): Promise<AsyncIterable<ReplyPart> | undefined>;
}

/**
 * Makes the transport of a platform.
 *
 * What goes wrong before the reply begins is thrown, later it is the chunk `error`. `headers` of a message go with its
 * requests; `body` and `metadata` have no place to go.
 *
 * @throws While it is used: UsageError `regenerate_not_possible`, `edit_not_possible`, `nothing_to_send`,
 * `message_without_text`, `file_not_inline`; what the platform throws.
 */
export function createChatTransport<Conversation>(platform: ChatPlatform<Conversation>): ChatTransport {
  const conversations: ConversationStore<Conversation> = platform.conversations ?? new Map<string, Conversation>();
  return {
    resumeStreamIsReplay: true,
    sendMessages: async ({ trigger, chatId, messageId, messages, abortSignal, headers }) => {
      const message = messages.at(-1);
      refuseRevision(trigger, message, messageId);
      const abort = new AbortController();
      const turn: Turn<Conversation> = {
        conversation: await conversations.get(chatId),
        remember: async (conversation) => {
          await conversations.set(chatId, conversation);
        },
        options: optionsOf(abort, abortSignal, headers),
      };
      if (message?.role === "user") return toStream(await platform.send(readOutgoing(message), turn), abort);
      if (!message || !platform.proceed) {
        throw new UsageError("The last message is not one of the user", { code: "nothing_to_send" });
      }
      return toStream(await platform.proceed(message, turn), abort);
    },
    reconnectToStream: async ({ chatId, abortSignal, headers }) => {
      const conversation = await conversations.get(chatId);
      if (conversation === undefined) return null;
      const abort = new AbortController();
      const parts = await platform.resume?.(conversation, optionsOf(abort, abortSignal, headers));
      return parts ? toStream(parts, abort) : null;
    },
  };
}

/** The platform keeps what was said, and nothing of it can be taken back. */
function refuseRevision(trigger: string, message: ChatMessage | undefined, messageId: string | undefined): void {
  if (trigger === "regenerate-message") {
    throw new UsageError("The platform cannot give another reply to the same message; send a new one", {
      code: "regenerate_not_possible",
    });
  }
  // The AI SDK names the message that an edited one takes the place of.
  if (message?.role === "user" && messageId !== undefined) {
    throw new UsageError("The platform cannot replace a message that was sent; send a new one", {
      code: "edit_not_possible",
    });
  }
}

function optionsOf(
  abort: AbortController,
  signal: AbortSignal | undefined,
  headers: Record<string, string> | Headers | undefined,
): Turn<never>["options"] {
  return {
    signal: AbortSignal.any([abort.signal, ...(signal ? [signal] : [])]),
    headers: Object.fromEntries(new Headers(headers)),
  };
}

function toStream(parts: AsyncIterable<ReplyPart>, abort: AbortController): ReadableStream<ChatChunk> {
  const chunks = writeChunks(parts);
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async (reason) => {
        // First the signal, because a read that waits for the next event would hold `return` up.
        abort.abort(reason);
        await chunks.return();
      },
    },
    // Nothing is read before it is asked for.
    { highWaterMark: 0 },
  );
}
