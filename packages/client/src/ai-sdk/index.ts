/** What the chat transports of the platforms share, for the interfaces of the AI SDK, `ai`; nothing of it is imported. */

export { type ReplyPart, toolError, toolInput, toolOutput, writeChunks } from "./chunks.ts";
export { type OutgoingMessage, readOutgoing, refuseFiles } from "./message.ts";
export { type ChatPlatform, type ConversationStore, createChatTransport, type Turn } from "./transport.ts";
export type { ChatChunk, ChatMessage, ChatMessagePart, ChatTransport, ToolChunk } from "./types.ts";
