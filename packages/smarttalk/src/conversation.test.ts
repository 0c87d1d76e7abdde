import { isParleyError } from "@parley/client";
import { expect, test } from "vitest";
import { createPlatform, json } from "./__fixtures__/server.ts";
import { oauth, visitor } from "./auth.ts";
import { createSmartTalk } from "./client.ts";
import { claimChatInstance, createChatInstance, resumeChatInstance } from "./conversation.ts";

const conversation = { chatInstanceId: "instance-1", chatModelId: "model-1" };

test("a visitor comes back with the token of the conversation", async () => {
  const { fetch, asked } = createPlatform(json({ chatInstanceId: "instance-1" }));
  const client = createSmartTalk({ auth: visitor("visitor-1"), fetch });
  expect(await resumeChatInstance(client, conversation)).toEqual({ conversation, visitorToken: undefined });
  expect(asked).toMatchObject([
    { headers: { "x-chat-visitor-token": "visitor-1" }, body: { ...conversation, resumeOnly: true } },
  ]);
});

test("a signed-in user claims the conversation of the visitor with both tokens", async () => {
  const { fetch, asked } = createPlatform(json({ chatInstanceId: "instance-1" }));
  const client = createSmartTalk({ auth: oauth("oauth-1"), fetch });
  await claimChatInstance(client, { ...conversation, visitorToken: "visitor-1" });
  expect(asked).toMatchObject([
    {
      headers: { authorization: "Bearer oauth-1", "x-chat-visitor-token": "visitor-1" },
      body: { ...conversation, resumeOnly: true, claimAnonymous: true },
    },
  ]);
});

test.each([
  ["conversation_resume_mismatch", { chatInstanceId: "another" }],
  ["no_chat_instance", {}],
  ["no_chat_instance", null],
])("resuming fails with %s when the answer is %j", async (code, answer) => {
  const client = createSmartTalk({ auth: visitor("visitor-1"), fetch: createPlatform(json(answer)).fetch });
  const error = await resumeChatInstance(client, conversation).catch((reason: unknown) => reason);
  expect(isParleyError(error) && error.code).toBe(code);
});

test("a refusal says why", async () => {
  const { fetch } = createPlatform(json({ code: "BANNED" }, { status: 403 }));
  const client = createSmartTalk({ auth: visitor("visitor-1"), fetch });
  const error = await createChatInstance(client, conversation).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "PermissionError", code: "BANNED" });
});
