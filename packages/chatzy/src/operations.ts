/** All operations of the platform and the events of its stream, for `openStream` and for programs that look at the contract. */

export {
  createAccessToken,
  createIdToken,
  createStreamToken,
  createUploadUrl,
  getStreamStatus,
  insertNudgeMessage,
  listContactConversations,
  listContactMessages,
  listConversationMessages,
  refreshAccessToken,
  sendMessage,
  startConversation,
  streamReply,
  transcribeAudio,
} from "@parley/contracts/chatzy/operations";
export { streamReply as streamReplyEvents } from "@parley/contracts/chatzy/streams";
