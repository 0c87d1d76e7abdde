/** Reads the reply of the agent: as it is generated, and after its stream has dropped. */

import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  openStream,
  type ParleyError,
  RateLimitError,
  ServerError,
  StreamEndedEarlyError,
  StreamFailedError,
  type StreamOptions,
  TimeoutError,
  type UnknownEvent,
  unwrap,
} from "@parley/client";
import { streamReply as streamContract } from "@parley/contracts/chatzy/streams";
import type { Chatzy, RequestOptions } from "./chatzy.ts";
import { findStoredReply, type HistoryMessage, listMessages } from "./history.ts";
import { type RecoveryOptions, searchReply } from "./recovery.ts";
import { createReplyFailedError } from "./reply-errors.ts";

/** A complete reply. */
export interface ReplyMessage {
  readonly text: string;
  /** Id in the history; known only where the reply was read there after its stream had dropped. */
  readonly id: string | undefined;
}

/** What happens to a reply, in order; `text` is always the whole text so far. */
export type ReplyEvent =
  | { readonly type: "text_delta"; readonly delta: string; readonly text: string }
  /** Forget the text so far: after a dropped stream the reply comes again from its beginning. */
  | { readonly type: "text_reset" }
  /** The agent uses a tool; show that it is busy. */
  | { readonly type: "tool_start" }
  | { readonly type: "tool_end" }
  /** The stream has dropped, by this error, and the rest is looked for. Without an error it was not open before. */
  | { readonly type: "recovery_start"; readonly error: ParleyError | undefined }
  | { readonly type: "recovery_end" }
  /** The last event. */
  | { readonly type: "message_end"; readonly message: ReplyMessage }
  | UnknownEvent;

/** Name of the member that gives the whole of a reply. */
const whole: unique symbol = Symbol("whole");

/**
 * The reply to one message, to be read once. It is read when it is asked for; leaving the loop closes the stream.
 *
 * @throws ReplyFailedError when the platform gives no reply; ReplyLostError when the stream dropped and the rest could
 * not be got; ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError.
 */
export interface Reply extends AsyncIterable<ReplyEvent> {
  /** For {@link readReply}. */
  readonly [whole]: () => Promise<ReplyMessage>;
}

/** Options of reading a reply. */
export interface ReplyOptions extends RequestOptions, Pick<StreamOptions, "idleTimeout"> {}

/** Where a reply comes from. */
export interface ReplySource {
  readonly chatzy: Chatzy;
  readonly conversationId: string;
  /** Opens the stream, once; without it the reply is looked for. */
  readonly token: string | undefined;
  /** The message that is answered; without it the newest one. */
  readonly userMessageId: string | undefined;
  readonly recovery: RecoveryOptions;
  readonly options: ReplyOptions;
}

/**
 * The complete reply. Reads it if nobody does; while it is being read, waits for the end.
 *
 * @throws as reading the reply does.
 * @example
 * const { text } = await readReply(await conversation.send("Hi, I'd like to plan my trip."));
 */
export function readReply(reply: Reply): Promise<ReplyMessage> {
  return reply[whole]();
}

/** Makes the reply of a source. */
export function createReply(source: ReplySource): Reply {
  let isRead = false;
  let resolve: (message: ReplyMessage) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const message = new Promise<ReplyMessage>((onMessage, onError) => {
    resolve = onMessage;
    reject = onError;
  });
  // Whoever iterates gets the error there.
  message.catch(() => {});

  async function* read(): AsyncGenerator<ReplyEvent, void, undefined> {
    isRead = true;
    try {
      for await (const event of generateReply(source)) {
        if (event.type === "message_end") resolve(event.message);
        yield event;
      }
    } catch (error) {
      reject(error);
      throw error;
    } finally {
      leave();
    }
  }

  function leave(): void {
    reject(new AbortError("The reply was left before its end", { code: "aborted", operationId: "streamReply" }));
  }

  const events = read();
  return {
    [Symbol.asyncIterator]: () => events,
    [whole]: async () => {
      if (!isRead) {
        for await (const _event of events);
        leave();
      }
      return message;
    },
  };
}

interface Progress {
  text: string;
  isInTool: boolean;
}

async function* generateReply(source: ReplySource): AsyncGenerator<ReplyEvent, void, undefined> {
  const { chatzy, conversationId, userMessageId, recovery, options } = source;
  const { idleTimeout: _idleTimeout, ...requestOptions } = options;
  const search = searchReply({ chatzy, conversationId, options: requestOptions, ...recovery });
  const progress: Progress = { text: "", isInTool: false };
  let { token } = source;
  for (let isNewToken = false; ; isNewToken = true) {
    let drop: ParleyError | undefined;
    if (token !== undefined) {
      try {
        yield* readStream(source, token, progress);
        yield { type: "message_end", message: { text: progress.text, id: undefined } };
        return;
      } catch (error) {
        if (error instanceof StreamFailedError) throw createReplyFailedError(error, progress.text);
        if (!isDrop(error, isNewToken)) throw error;
        drop = error;
      }
      yield* endTool(progress);
    }
    yield { type: "recovery_start", error: drop };
    const place = await search.find(progress.text, drop);
    if (place === "history") {
      const history: HistoryMessage[] = [];
      for await (const stored of listMessages(chatzy, { ...requestOptions, conversationId })) history.push(stored);
      const message = findStoredReply(history, userMessageId);
      if (!message) throw search.lose("no_stored_reply", progress.text, drop);
      yield { type: "recovery_end" };
      yield* replaceText(progress, message.text);
      yield { type: "message_end", message };
      return;
    }
    const query = { conversation_id: conversationId };
    token = (await unwrap(chatzy.GET("/generate_secret", { params: { query }, ...requestOptions }))).data.temp_token;
    yield { type: "recovery_end" };
    yield* replaceText(progress, "");
  }
}

async function* readStream(
  { chatzy, options }: ReplySource,
  tempToken: string,
  progress: Progress,
): AsyncGenerator<ReplyEvent, void, undefined> {
  const stream = await openStream(chatzy, "get", "/get-response", streamContract, { ...options, auth: { tempToken } });
  for await (const event of stream) {
    if (event.type === "unknown") yield event;
    if (event.type === "call_again") {
      yield* endTool(progress);
      progress.isInTool = true;
      yield { type: "tool_start" };
    }
    if (event.type === "content") yield* addText(progress, event.data.content);
  }
  yield* endTool(progress);
}

function* addText(progress: Progress, delta: string): Generator<ReplyEvent, void, undefined> {
  if (!delta) return;
  yield* endTool(progress);
  progress.text += delta;
  yield { type: "text_delta", delta, text: progress.text };
}

function* endTool(progress: Progress): Generator<ReplyEvent, void, undefined> {
  if (!progress.isInTool) return;
  progress.isInTool = false;
  yield { type: "tool_end" };
}

function* replaceText(progress: Progress, text: string): Generator<ReplyEvent, void, undefined> {
  if (!text.startsWith(progress.text)) {
    progress.text = "";
    yield { type: "text_reset" };
  }
  yield* addText(progress, text.slice(progress.text.length));
}

/** Whether the reply may still be got, although this connection did not bring it to its end. */
function isDrop(error: unknown, isNewToken: boolean): error is ParleyError {
  // A token that was kept too long is refused; a new one that is refused will not get better.
  if (error instanceof AuthenticationError) return !isNewToken;
  return [StreamEndedEarlyError, ConnectionError, TimeoutError, RateLimitError, ServerError].some(
    (drop) => error instanceof drop,
  );
}
