import {
  anonymous,
  authorizationUrl,
  createCodeChallenge,
  createCodeVerifier,
  createSmartTalk,
  createState,
  exchangeAuthorizationCode,
  listChatConversations,
  oauth,
  readAuthorizationResponse,
  withAuth,
} from "@parley/smarttalk";

const client = createSmartTalk({ auth: anonymous(), baseUrl: process.env.SMARTTALK_URL });
const clientId = "prestashop";
const redirectUri = "https://shop.example.com/callback";

// Before: keep state and verifier in the session of the user, and send the browser to the address.
const [state, codeVerifier] = [createState(), createCodeVerifier()];
const codeChallenge = await createCodeChallenge(codeVerifier);
const url = authorizationUrl(client, { clientId, redirectUri, scopes: ["chat"], state, codeChallenge });
console.log("Log in at", url.pathname);

// After: the browser comes back to the redirect URI.
const callback = new URL(`${redirectUri}?code=a-code&state=${state}`);
const { code } = readAuthorizationResponse(callback, { state });
const token = await exchangeAuthorizationCode(client, { clientId, code, redirectUri, codeVerifier });
const user = withAuth(client, oauth(token.accessToken, token));
for await (const { title } of listChatConversations(user, token)) console.log(title);
