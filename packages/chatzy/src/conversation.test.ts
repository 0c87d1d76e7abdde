import { expect, test } from "vitest";
import { accepted, chatbotId, conversationId, conversationOf, createPlatform, json } from "./__fixtures__/platform.ts";
import { startConversation } from "./conversation.ts";

const started = { valid: true, conversation_id: conversationId };

test.each([
  {
    name: "shown",
    greeting: { switch: true, buttons: ["Plan a trip"], content: "Hello!" },
    expected: { content: "Hello!", buttons: ["Plan a trip"] },
  },
  { name: "shown without buttons", greeting: { content: "Hello!" }, expected: { content: "Hello!", buttons: [] } },
  { name: "not shown when it is off", greeting: { switch: false, content: "Hello!" }, expected: undefined },
  { name: "not shown without a text", greeting: { switch: true }, expected: undefined },
  { name: "absent", greeting: undefined, expected: undefined },
])("the greeting is $name", async ({ greeting, expected }) => {
  const platform = createPlatform({
    "/init_conversation": () => json({ data: { ...started, introductory_message: greeting } }),
  });
  const conversation = await startConversation(platform.chatzy, { chatbotId });
  expect(conversation).toMatchObject({ chatbotId, conversationId, introductoryMessage: expected });
  expect(platform.asked).toEqual([`GET /init_conversation?chatbot_id=${chatbotId}`]);
});

test("an agent id that is not valid is refused", async () => {
  const platform = createPlatform({ "/init_conversation": () => json({ data: { ...started, valid: false } }) });
  await expect(startConversation(platform.chatzy, { chatbotId })).rejects.toMatchObject({
    name: "UsageError",
    code: "agent_not_valid",
  });
});

const document = {
  fileName: "a.pdf",
  mimeType: "application/pdf",
  s3Url: "https://chatzy-kb-store.s3.amazonaws.com/a",
};

test.each([
  { name: "text alone", options: {}, body: {} },
  {
    name: "everything",
    options: {
      documents: [document],
      clientMessageKey: "key",
      conversationType: "whatsapp" as const,
      userId: "user-1",
      waMessageIds: ["wamid.1"],
    },
    body: {
      documents: [{ file_name: "a.pdf", mime_type: "application/pdf", s3_url: document.s3Url }],
      client_message_key: "key",
      conversation_type: "whatsapp",
      user_id: "user-1",
      wa_message_ids: ["wamid.1"],
    },
  },
])("a message is sent with $name", async ({ options, body }) => {
  const platform = createPlatform({ "/get_inference": accepted });
  await conversationOf(platform).send("Hi", options);
  expect(await platform.requests[0]?.json()).toEqual({
    chatbot_id: chatbotId,
    conversation_id: conversationId,
    messages: { role: "user", content: "Hi" },
    ...body,
  });
});

test("six documents are refused before anything is sent", async () => {
  const platform = createPlatform({});
  await expect(conversationOf(platform).send("Hi", { documents: Array(6).fill(document) })).rejects.toMatchObject({
    name: "UsageError",
    code: "too_many_documents",
    message: "A message has at most 5 documents, this one 6",
  });
  expect(platform.asked).toEqual([]);
});

test("a message that may have been received is not sent again", async () => {
  const platform = createPlatform({ "/get_inference": () => json({ message: "Internal server error" }, 500) });
  await expect(conversationOf(platform).send("Hi")).rejects.toMatchObject({ name: "ServerError", status: 500 });
  expect(platform.asked).toEqual(["POST /get_inference"]);
});
