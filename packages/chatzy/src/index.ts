/** Typed client of Chatzy AI. */

export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  type CallOptions,
  type Clock,
  ConnectionError,
  createDebugLogger,
  createTokenSource,
  type DebugLoggerOptions,
  type EventStream,
  type FetchToken,
  isParleyError,
  isRefusalOf,
  NotFoundError,
  openStream,
  ParleyError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  ServerError,
  StreamEndedEarlyError,
  StreamFailedError,
  type StreamOptions,
  type StreamPart,
  streamMultipart,
  TimeoutError,
  TokenError,
  type TokenResult,
  type TokenSource,
  type TokenSourceOptions,
  type UnknownEvent,
  type UploadProgress,
  UsageError,
  unwrap,
} from "@parley/client";
export type { components, paths, StreamReplyEvent } from "@parley/contracts/chatzy";
export { type TranscribeOptions, transcribe } from "./audio.ts";
export { type Chatzy, type ChatzyOptions, createChatzy, type RequestOptions } from "./chatzy.ts";
export {
  type Conversation,
  type ConversationType,
  type IntroductoryMessage,
  insertNudge,
  type ResumeOptions,
  resumeConversation,
  type SendOptions,
  type SentReply,
  type StartOptions,
  type StoredMessage,
  startConversation,
} from "./conversation.ts";
export { type MessageDocument, type UploadOptions, uploadDocument } from "./documents.ts";
export { type HistoryMessage, type HistoryOptions, listMessages } from "./history.ts";
export {
  type BridgeIframe,
  type BridgeMessageEvent,
  type BridgeWindow,
  type IframeBridge,
  type IframeBridgeOptions,
  iframeBridge,
} from "./iframe-bridge.ts";
export { type ContactOptions, type ContactsOptions, type Inbox, type InboxOptions, openInbox } from "./inbox.ts";
export type {
  Contact,
  ContactConversation,
  ContactMessage,
  ContactSummary,
  WhatsAppMessage,
} from "./inbox-messages.ts";
export type { PageOptions } from "./pages.ts";
export type { RecoveryOptions } from "./recovery.ts";
export { type Reply, type ReplyEvent, type ReplyMessage, type ReplyOptions, readReply } from "./reply.ts";
export {
  ReplyFailedError,
  type ReplyFailureReason,
  type ReplyLossReason,
  ReplyLostError,
  type StreamStatus,
} from "./reply-errors.ts";
