import { afterEach, describe, expect, test, vi } from "vitest";
import { chatbotId, createPlatform, json } from "./__fixtures__/platform.ts";
import { createTokenPair, iframeUrl, refreshAccessToken } from "./server.ts";

const user = { userId: "user123", chatbotId };

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a token pair is bought with the client key", async () => {
  const platform = createPlatform({
    "/ai_agent/get_access_token": () =>
      json({
        data: {
          access_token: "access",
          refresh_token: "refresh",
          access_token_expires_at: 1753453415000,
          refresh_token_expires_at: 1754057315000,
        },
      }),
  });
  expect(await createTokenPair(platform.chatzy, { ...user, clientApiKey: "ak-12345678" })).toEqual({
    accessToken: "access",
    accessTokenExpiresAt: 1753453415000,
    refreshToken: "refresh",
    refreshTokenExpiresAt: 1754057315000,
  });
  expect(await platform.requests[0]?.json()).toEqual({
    user_id: "user123",
    chatbot_id: chatbotId,
    client_api_key: "ak-12345678",
  });
});

test("an access token is bought with the refresh token", async () => {
  const platform = createPlatform({
    "/ai_agent/refresh_token": () => json({ data: { access_token: "next", expires_at: 1753454477000 } }),
  });
  expect(await refreshAccessToken(platform.chatzy, { ...user, refreshToken: "refresh" })).toEqual({
    accessToken: "next",
    accessTokenExpiresAt: 1753454477000,
  });
  expect(await platform.requests[0]?.json()).toEqual({
    user_id: "user123",
    chatbot_id: chatbotId,
    refresh_token: "refresh",
  });
});

test("a refusal does not show the key", async () => {
  const platform = createPlatform({ "/ai_agent/get_access_token": () => json({ message: "Unauthorized" }, 401) });
  const error: unknown = await createTokenPair(platform.chatzy, { ...user, clientApiKey: "ak-12345678" }).catch(
    (reason: unknown) => reason,
  );
  expect(String(error)).toBe("AuthenticationError: createAccessToken was refused with 401 Unauthorized");
  expect(JSON.stringify(error)).not.toContain("ak-12345678");
});

test.each([
  {
    parts: { ...user, accessToken: "eyJ.a" },
    url: `https://app.chatzy.ai/chatbot-iframe/${chatbotId}?user_id=user123&access_token=eyJ.a`,
  },
  {
    parts: { userId: "a&b", chatbotId: "a/b", accessToken: "c=d", appUrl: "http://127.0.0.1:4015/" },
    url: "http://127.0.0.1:4015/chatbot-iframe/a%2Fb?user_id=a%26b&access_token=c%3Dd",
  },
])("the address of the iframe is $url", ({ parts, url }) => {
  expect(iframeUrl(parts)).toBe(url);
});

describe("in a browser nothing works", () => {
  test.each([
    { name: "a page", globals: { document: {} } },
    { name: "a web worker", globals: { navigator: { userAgent: "Mozilla/5.0" } } },
  ])("in $name", async ({ globals }) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    const platform = createPlatform({});
    const refusal = { name: "UsageError", code: "secret_in_browser" };
    await expect(createTokenPair(platform.chatzy, { ...user, clientApiKey: "ak" })).rejects.toMatchObject(refusal);
    await expect(refreshAccessToken(platform.chatzy, { ...user, refreshToken: "r" })).rejects.toMatchObject(refusal);
    expect(() => iframeUrl({ ...user, accessToken: "a" })).toThrow(expect.objectContaining(refusal));
    expect(platform.asked).toEqual([]);
  });
});
