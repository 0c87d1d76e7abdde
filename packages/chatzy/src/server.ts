/** What needs secrets of Chatzy AI; refuses to run in a browser. */

export { type Chatzy, type ChatzyOptions, createChatzy, type RequestOptions } from "./chatzy.ts";
export {
  type AccessToken,
  createTokenPair,
  type IframeUser,
  iframeUrl,
  refreshAccessToken,
  type TokenPair,
} from "./iframe-access.ts";
