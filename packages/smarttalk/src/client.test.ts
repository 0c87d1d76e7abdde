import { inspect } from "node:util";
import { type ApiError, isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/server.ts";
import { anonymous, apiToken, legacyJwt, oauth } from "./auth.ts";
import { createSmartTalk, withAuth } from "./client.ts";
import { createChatInstance } from "./conversation.ts";
import { importDocumentSource } from "./documents.ts";
import { getPlanUsage } from "./plan.ts";
import { removeProducts, syncProducts } from "./products.ts";
import { installTemplate, removeTemplate } from "./templates.ts";

const forModel = { chatModelId: "model-1" };

function admin(answer: unknown, init?: ResponseInit) {
  const { fetch } = createPlatform(json(answer, init));
  return createSmartTalk({ auth: apiToken("secret-token", forModel), fetch, retry: { maxRetries: 0 } });
}

async function failure(call: Promise<unknown>): Promise<object> {
  const error = await call.catch((reason: unknown) => reason);
  if (!isParleyError(error)) throw error;
  const { name, code, message, status, body } = error as ApiError; // undefined where it is none
  return { name, code, message, status, body };
}

test.each([
  [
    { code: "AUTH_REQUIRED", message: "Login" },
    401,
    "AUTH_REQUIRED",
    "getPlanUsage was refused with 401 AUTH_REQUIRED: Login",
  ],
  [
    { error: "unauthorized_client" },
    401,
    "unauthorized_client",
    "getPlanUsage was refused with 401 unauthorized_client: unauthorized_client",
  ],
  [{ error: "File too large" }, 413, "status_413", "getPlanUsage was refused with 413 File too large"],
  [
    { message: "chatModelId is required", status: 400 },
    400,
    "status_400",
    "getPlanUsage was refused with 400 chatModelId is required",
  ],
  [{ status: "error", message: "No" }, 403, "status_403", "getPlanUsage was refused with 403 No"],
  [null, 500, "status_500", "getPlanUsage was refused with 500"],
])("the code of %j is read wherever the platform puts it", async (body, status, code, message) => {
  expect(await failure(getPlanUsage(admin(body, { status })))).toMatchObject({ code, message, status, body });
});

const shop = { source: "prestashop", siteIdentifier: "shop-1" } as const;

test.each<[string, { status?: string; success?: boolean }, (body: object) => Promise<unknown>]>([
  [
    "syncProducts",
    { status: "error" },
    (body) => syncProducts(admin(body), { ...shop, products: [{ type: "product", externalId: "1", title: "Mug" }] }),
  ],
  [
    "removeProducts",
    { status: "error" },
    (body) => removeProducts(admin(body, { status: 202 }), { ...shop, mode: "delete-ids", externalIds: ["1"] }),
  ],
  [
    "importDocumentSource",
    { status: "error" },
    (body) => importDocumentSource(admin(body), { source: "FAQ", documentDatas: [{}] }),
  ],
  ["installTemplate", { success: false }, (body) => installTemplate(admin(body), { templateId: "t" })],
  ["removeTemplate", { success: false }, (body) => removeTemplate(admin(body), { templateId: "t" })],
])("%s fails when the body of a success refuses", async (id, refusal, call) => {
  const body = { ...refusal, message: "Not today" };
  const { status, ...error } = (await failure(call(body))) as { status: number };
  expect(error).toEqual({
    name: "ApiError",
    code: "rejected_in_body",
    message: `${id} was refused with ${status} rejected_in_body: Not today`,
    body,
  });
});

test("another 2xx than the contract names is a success", async () => {
  const { fetch } = createPlatform(json({ chatInstanceId: "i" }, { status: 201 }));
  const client = createSmartTalk({ auth: anonymous(), fetch });
  expect(await createChatInstance(client, forModel)).toEqual({
    conversation: { chatInstanceId: "i", chatModelId: "model-1" },
    visitorToken: undefined,
  });
});

test("requests go to the platform, or to the installation that is named", async () => {
  const urls: string[] = [];
  const fetch = async (request: Request) => {
    urls.push(request.url);
    return Response.json({});
  };
  const auth = oauth("token", forModel);
  await getPlanUsage(createSmartTalk({ auth, fetch }));
  await getPlanUsage(createSmartTalk({ auth, fetch, baseUrl: "https://chat.example/eu/" }));
  await getPlanUsage(createSmartTalk({ auth, fetch, baseUrl: undefined }));
  expect(urls).toEqual([
    "https://aismarttalk.tech/api/v1/plan/usage",
    "https://chat.example/eu/api/v1/plan/usage",
    "https://aismarttalk.tech/api/v1/plan/usage",
  ]);
});

test("a client with other credentials keeps everything else", async () => {
  const platform = createPlatform(json({}));
  const client = createSmartTalk({
    auth: legacyJwt("jwt-1"),
    fetch: platform.fetch,
    headers: { "x-shop": "1" },
    baseUrl: "https://chat.example",
  });
  await getPlanUsage(withAuth(client, oauth("oauth-1", forModel)));
  expect(platform.asked).toEqual([
    {
      method: "GET",
      target: "/api/v1/plan/usage",
      headers: { authorization: "Bearer oauth-1", "x-chat-model-id": "model-1", "x-shop": "1" },
      body: "",
    },
  ]);
});

test("of an object with more members only the credentials are taken", async () => {
  const { fetch, asked } = createPlatform(json({}));
  const token = { accessToken: "oauth-1", expiresAt: undefined, visitorToken: "visitor-1", ...forModel };
  await getPlanUsage(createSmartTalk({ auth: oauth(token.accessToken, token), fetch }));
  expect(asked.map(({ headers }) => headers)).toEqual([
    { authorization: "Bearer oauth-1", "x-chat-model-id": "model-1" },
  ]);
});

test("neither a client nor its credentials show a secret", () => {
  const auth = legacyJwt("secret-1", { appToken: "secret-2" });
  const client = createSmartTalk({ auth });
  const shown = [auth, client].flatMap((value) => [String(value), JSON.stringify(value), inspect(value, { depth: 9 })]);
  expect(shown.join()).not.toContain("secret");
});
