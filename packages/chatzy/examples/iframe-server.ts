import { createChatzy, createTokenPair, iframeUrl, refreshAccessToken } from "@parley/chatzy/server";

const chatzy = createChatzy();
const chatbotId = "51de6a36-5532-49c2-888e-46754ce102ba";
/** In memory here; keep them with the sessions of your users. */
const refreshTokens = new Map<string, string>();

/** The `src` of the iframe, for a user who is signed in with you. */
export async function createChatUrl(userId: string): Promise<string> {
  const clientApiKey = process.env.CHATZY_CLIENT_API_KEY ?? "";
  const { accessToken, refreshToken } = await createTokenPair(chatzy, { userId, chatbotId, clientApiKey });
  refreshTokens.set(userId, refreshToken);
  return iframeUrl({ userId, chatbotId, accessToken });
}

/** What POST /chat-token answers; take the user from the session, never from the request. */
export async function createAccessToken(userId: string): Promise<string> {
  const refreshToken = refreshTokens.get(userId) ?? "";
  return (await refreshAccessToken(chatzy, { userId, chatbotId, refreshToken })).accessToken;
}
