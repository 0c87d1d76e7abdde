import {
  type Conversation,
  isParleyError,
  RateLimitError,
  ReplyFailedError,
  ReplyLostError,
  readReply,
} from "@parley/chatzy";

/** Gives the reply, or what to tell the visitor instead. */
export async function ask(conversation: Conversation, text: string): Promise<string> {
  try {
    return (await readReply(await conversation.send(text))).text;
  } catch (error) {
    if (error instanceof ReplyFailedError && error.code === "frozen") return "This chat is paused.";
    if (error instanceof ReplyFailedError && error.code === "incomplete_content") return `${error.partial} ...`;
    if (error instanceof ReplyLostError) return `${error.partial} (the connection was lost)`;
    if (error instanceof RateLimitError) return `Please wait ${(error.retryAfter ?? 1000) / 1000} seconds.`;
    if (isParleyError(error)) return `Sorry, that did not work (${error.code}).`;
    throw error;
  }
}
