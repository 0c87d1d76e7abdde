// Generated from the contract; do not edit.

export { createReply, createThing, createToken, deleteThing, getFile, getThing, listThings, sendPicture, streamChat, streamWords, uploadFiles } from "./operations.ts";
export { createReply as createReplyEvents, streamChat as streamChatEvents, streamWords as streamWordsEvents } from "./streams.ts";
