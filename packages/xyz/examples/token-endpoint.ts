import { createTokenEndpoint } from "@parley/xyz/server";

/** Stands for your own sessions. */
const users = new Map([["session-1", "user-42"]]);

export const POST = createTokenEndpoint({
  appId: process.env.XYZ_APP_ID ?? "",
  appSecret: process.env.XYZ_APP_SECRET ?? "",
  baseUrl: process.env.XYZ_URL,
  expiresIn: "30m",
  allowedOrigins: ["https://shop.example"],
  getEndUserId: (request) => {
    const [, session = ""] = /session=([\w-]+)/.exec(request.headers.get("cookie") ?? "") ?? [];
    return users.get(session);
  },
});
