import { createManualClock } from "@parley/clock/manual";
import { afterEach, describe, expect, test } from "vitest";
import { failure, success } from "./__fixtures__/platform.ts";
import { createToken, createTokenEndpoint, type TokenEndpointOptions } from "./server.ts";

const app = { appId: "app_shop", appSecret: "secret-of-the-shop-app", baseUrl: "http://xyz.test", random: () => 0 };
const token = { token: "eyJ.e30.c2ln", expiresAt: "2026-01-26T16:50:54.000Z" };

afterEach(() => {
  Reflect.deleteProperty(globalThis, "document");
});

/** A platform that keeps the bodies it was sent. */
function recorder(answer: () => Response = () => success(token)) {
  const bodies: unknown[] = [];
  return {
    bodies,
    fetch: async (request: Request) => {
      bodies.push(await request.json());
      return answer();
    },
  };
}

describe("createToken", () => {
  test("sends the secret in the body, and nothing else that is one", async () => {
    let sent: Request | undefined;
    const fetch = async (request: Request) => {
      sent = request.clone();
      return success(token);
    };
    expect(await createToken({ ...app, endUserId: "user-42", expiresIn: "30m", fetch })).toEqual(token);
    expect([sent?.url, sent?.headers.get("authorization"), await sent?.json()]).toEqual([
      "http://xyz.test/api/v1/auth/token",
      null,
      { appId: app.appId, appSecret: app.appSecret, endUserId: "user-42", expiresIn: "30m" },
    ]);
  });

  test("throws the code of the platform, without the secret", async () => {
    const fetch = async () => failure(401, "INVALID_CREDENTIALS");
    const error: unknown = await createToken({ ...app, endUserId: "user-42", fetch }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ name: "AuthenticationError", code: "INVALID_CREDENTIALS" });
    expect(`${JSON.stringify(error)}${error}`).not.toContain(app.appSecret);
  });

  test("refuses to run in a browser, before anything is sent", async () => {
    Reflect.set(globalThis, "document", {});
    const { bodies, fetch } = recorder();
    await expect(createToken({ ...app, endUserId: "user-42", fetch })).rejects.toMatchObject({
      name: "UsageError",
      code: "secret_in_browser",
    });
    expect(bodies).toEqual([]);
  });
});

describe("createTokenEndpoint", () => {
  const errors: unknown[] = [];

  afterEach(() => {
    errors.length = 0;
  });

  function endpoint(options: Partial<TokenEndpointOptions> = {}) {
    return createTokenEndpoint({
      ...app,
      clock: createManualClock(),
      fetch: recorder().fetch,
      getEndUserId: (request) => /user=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1],
      onError: (error) => errors.push(error),
      ...options,
    });
  }

  function post(headers: Record<string, string> = { cookie: "user=user-42" }, body = '{"userId":"user-1"}'): Request {
    return new Request("https://shop.example/api/chat-token", { method: "POST", headers, body });
  }

  test("gives a token for the user of the session, never for the one in the body", async () => {
    const { bodies, fetch } = recorder();
    const response = await endpoint({ fetch })(post());
    expect([response.status, await response.json(), Object.fromEntries(response.headers)]).toEqual([
      200,
      { success: true, data: token },
      { "cache-control": "no-store", "content-type": "application/json" },
    ]);
    expect(bodies).toEqual([{ appId: app.appId, appSecret: app.appSecret, endUserId: "user-42" }]);
  });

  test("asks for the settings of the user", async () => {
    const { bodies, fetch } = recorder();
    const getSettings = (endUserId: string) => ({ env: { TENANT_ID: `of ${endUserId}` }, secrets: { KEY: "1" } });
    await endpoint({ fetch, expiresIn: "30m", env: { TENANT_ID: "none" }, getSettings })(post());
    expect(bodies).toEqual([
      {
        appId: app.appId,
        appSecret: app.appSecret,
        endUserId: "user-42",
        expiresIn: "30m",
        env: { TENANT_ID: "of user-42" },
        secrets: { KEY: "1" },
      },
    ]);
  });

  const refusals: readonly [
    name: string,
    options: Partial<TokenEndpointOptions>,
    request: Request,
    status: number,
    code: string,
  ][] = [
    ["nobody is logged in", {}, post({}), 401, "AUTH_REQUIRED"],
    ["the session has an empty user", { getEndUserId: async () => "" }, post(), 401, "AUTH_REQUIRED"],
    ["the session has none", { getEndUserId: () => null }, post(), 401, "AUTH_REQUIRED"],
    [
      "the session cannot be read",
      { getEndUserId: () => Promise.reject(new Error("redis://user:password@db is down")) },
      post(),
      500,
      "INTERNAL_ERROR",
    ],
    [
      "the settings cannot be read",
      { getSettings: () => Promise.reject(new Error("no database")) },
      post(),
      500,
      "INTERNAL_ERROR",
    ],
    [
      "the platform refuses the app",
      { fetch: async () => failure(401, "INVALID_CREDENTIALS") },
      post(),
      502,
      "TOKEN_UNAVAILABLE",
    ],
    [
      "the platform cannot be reached",
      { fetch: () => Promise.reject(new TypeError("getaddrinfo ENOTFOUND xyz.test")) },
      post(),
      502,
      "TOKEN_UNAVAILABLE",
    ],
    [
      "the platform answers something else",
      { fetch: async () => new Response("<p>") },
      post(),
      502,
      "TOKEN_UNAVAILABLE",
    ],
    [
      "the origin is another one",
      { allowedOrigins: ["https://shop.example/"] },
      post({ origin: "https://evil.example", cookie: "user=user-42" }),
      403,
      "ORIGIN_NOT_ALLOWED",
    ],
    [
      "the origin is hidden",
      { allowedOrigins: ["https://shop.example"] },
      post({ origin: "null", cookie: "user=user-42" }),
      403,
      "ORIGIN_NOT_ALLOWED",
    ],
  ];

  test.each(refusals)(
    "refuses when %s, and says nothing of the cause",
    async (_name, options, request, status, code) => {
      const response = await endpoint({ retry: { maxRetries: 0 }, ...options })(request);
      const body: unknown = await response.json();
      expect([response.status, body]).toEqual([
        status,
        { success: false, error: { message: expect.any(String), code } },
      ]);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(JSON.stringify(body)).not.toMatch(/password|ENOTFOUND|INVALID_CREDENTIALS|database|secret/);
      expect(errors.length).toBe(status >= 500 ? 1 : 0);
    },
  );

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("refuses %s", async (method) => {
    const response = await endpoint()(new Request("https://shop.example/api/chat-token", { method }));
    expect([response.status, response.headers.get("allow"), response.headers.get("cache-control")]).toEqual([
      405,
      "POST",
      "no-store",
    ]);
  });

  test.each([
    ["an allowed page", { origin: "https://shop.example", cookie: "user=user-42" }],
    ["no page", { cookie: "user=user-42" }],
  ])("answers requests from %s", async (_name, headers) => {
    expect((await endpoint({ allowedOrigins: ["https://shop.example/"] })(post(headers))).status).toBe(200);
  });

  test("refuses an allowed origin that is none", () => {
    const create = () => endpoint({ allowedOrigins: ["shop.example"] });
    expect(create).toThrow(expect.objectContaining({ name: "UsageError", code: "invalid_origin" }));
  });

  test("refuses to be made in a browser", () => {
    Reflect.set(globalThis, "document", {});
    expect(() => endpoint()).toThrow(expect.objectContaining({ code: "secret_in_browser" }));
  });
});
