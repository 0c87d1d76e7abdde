/** Each documented status of each operation is reached by real state, or is listed with the reason why it is not. */

import { expect, test } from "vitest";
import { readRecording } from "./__fixtures__/audio.ts";
import { createTested, type Tested } from "./__fixtures__/client.ts";
import { pairFor, send, signIn, startConversation, tokenFor } from "./__fixtures__/flows.ts";
import { contract } from "./contract.ts";
import { demo } from "./demo.ts";
import { unreachable } from "./unreachable.ts";

type Reach = (tested: Tested) => Promise<{ readonly status: number }>;

const nowhere = "00000000-0000-4000-8000-000000000000";
const conversation_id = demo.conversation;
const text = { headers: { "content-type": "text/plain" } };
const huge = "a".repeat(1_100_000);

/** The statuses that every operation with a JSON body has, from its way of posting one. */
function bodyStatuses(path: string, body: object): Readonly<Record<number, Reach>> {
  return {
    200: ({ post }) => post(path, body),
    400: ({ post }) => post(path, {}),
    413: ({ post }) => post(path, { ...body, more: huge }),
    415: ({ post }) => post(path, JSON.stringify(body), text),
  };
}

/** The statuses that every operation on a conversation has. */
function conversationStatuses(path: string): Readonly<Record<number, Reach>> {
  return {
    200: ({ get }) => get(path, { conversation_id }),
    400: ({ get }) => get(path),
    401: ({ get }) => get(path, { conversation_id, access_token: "abc" }),
    404: ({ get }) => get(path, { conversation_id: nowhere }),
  };
}

const clip = (tested: Tested, query: Readonly<Record<string, string>>, body?: BodyInit) =>
  tested.send(`/stt?${new URLSearchParams({ chatbot_id: demo.agent, client_message_key: "a", ...query })}`, {
    method: "POST",
    ...(body !== undefined && { body }),
  });

function audioForm(bytes: BlobPart): FormData {
  const form = new FormData();
  form.set("file", new File([bytes], "clip.mp3", { type: "audio/mpeg" }));
  return form;
}

const mp3 = await readRecording("hello-there.mp3");
const sendStatus =
  (content: string): Reach =>
  (tested) =>
    send(tested, conversation_id, content);
const pair = { user_id: "user123", chatbot_id: demo.iframeAgent, client_api_key: demo.clientKey };
const nudge = { conversation_id, nudge_message: "Hi" };
const login = { user_email_id: demo.account, password: demo.password };
const inbox = "/get_contact_conversations";
const contactMessages = "/get_contact_conversation_messages";

const reached: Readonly<Record<keyof typeof contract.operations, Readonly<Record<number, Reach>>>> = {
  createIdToken: {
    ...bodyStatuses("/get_id_token", login),
    401: ({ post }) => post("/get_id_token", { ...login, password: "wrong" }),
  },
  createAccessToken: {
    ...bodyStatuses("/ai_agent/get_access_token", pair),
    401: ({ post }) => post("/ai_agent/get_access_token", { ...pair, client_api_key: "ak-wrong" }),
    404: ({ post }) => post("/ai_agent/get_access_token", { ...pair, chatbot_id: nowhere }),
  },
  refreshAccessToken: {
    ...bodyStatuses("/ai_agent/refresh_token", { ...pair, refresh_token: "abc" }),
    200: async (tested) => {
      const { refresh } = await pairFor(tested, "user123");
      return tested.post("/ai_agent/refresh_token", { ...pair, refresh_token: refresh });
    },
    401: ({ post }) => post("/ai_agent/refresh_token", { ...pair, refresh_token: "abc" }),
    404: ({ post }) => post("/ai_agent/refresh_token", { ...pair, chatbot_id: nowhere, refresh_token: "abc" }),
  },
  startConversation: {
    200: ({ get }) => get("/init_conversation", { chatbot_id: demo.agent }),
    400: ({ get }) => get("/init_conversation", { chatbot_id: "none" }),
    401: ({ get }) => get("/init_conversation", { chatbot_id: demo.agent, access_token: "abc" }),
    404: ({ get }) => get("/init_conversation", { chatbot_id: nowhere }),
  },
  sendMessage: {
    200: sendStatus("hello"),
    400: sendStatus(""),
    401: async (tested) => {
      const { access } = await pairFor(tested, "user123", demo.agent);
      return send(tested, await startConversation(tested, demo.agent, { access_token: access }), "hello");
    },
    404: (tested) => send(tested, nowhere, "hello"),
    413: sendStatus(huge),
    415: ({ post }) => post("/get_inference", "{}", text),
    429: sendStatus("/fail 429"),
    500: sendStatus("/fail 500"),
  },
  streamReply: {
    200: async (tested) => {
      const { body } = await send(tested, conversation_id, "hello");
      return tested.send(`/get-response?token=${body.data.temp_token}`);
    },
    401: (tested) => tested.send("/get-response"),
  },
  transcribeAudio: {
    200: async (tested) => clip(tested, { token: await tokenFor(tested, conversation_id) }, audioForm(mp3)),
    400: async (tested) => clip(tested, { token: await tokenFor(tested, conversation_id) }, audioForm("no sound")),
    401: (tested) => clip(tested, {}),
    404: async (tested) =>
      clip(tested, { token: await tokenFor(tested, conversation_id), chatbot_id: nowhere }, audioForm(mp3)),
    413: async (tested) => {
      const form = new Response(audioForm(new Uint8Array(11_000_000)));
      const query = new URLSearchParams({
        chatbot_id: demo.agent,
        client_message_key: "a",
        token: await tokenFor(tested, conversation_id),
      });
      const { headers } = form;
      return tested.send(`/stt?${query}`, { method: "POST", headers, body: await form.arrayBuffer() });
    },
    415: async (tested) => clip(tested, { token: await tokenFor(tested, conversation_id) }, "no form"),
  },
  createUploadUrl: {
    200: ({ get }) => get("/generate_presigned_url_no_auth", { file_type: "text/plain" }),
    400: ({ get }) => get("/generate_presigned_url_no_auth"),
    401: ({ get }) => get("/generate_presigned_url_no_auth", { file_type: "text/plain", access_token: "abc" }),
  },
  createStreamToken: conversationStatuses("/generate_secret"),
  getStreamStatus: conversationStatuses("/get_stream_status"),
  listConversationMessages: conversationStatuses("/get_messages_for_conversation"),
  insertNudgeMessage: {
    ...bodyStatuses("/insert_nudge_message", nudge),
    401: ({ post }) => post("/insert_nudge_message?access_token=abc", nudge),
    404: ({ post }) => post("/insert_nudge_message", { ...nudge, conversation_id: nowhere }),
  },
  listContactConversations: {
    200: async (tested) => tested.get(inbox, { user_email_id: demo.account }, await signIn(tested)),
    400: async (tested) => tested.get(inbox, {}, await signIn(tested)),
    401: ({ get }) => get(inbox, { user_email_id: demo.account }),
    403: async (tested) => tested.get(inbox, { user_email_id: demo.otherAccount }, await signIn(tested)),
  },
  listContactMessages: {
    200: async (tested) => tested.get(contactMessages, { contact_id: demo.contact }, await signIn(tested)),
    400: async (tested) => tested.get(contactMessages, {}, await signIn(tested)),
    401: ({ get }) => get(contactMessages, { contact_id: demo.contact }),
    404: async (tested) => tested.get(contactMessages, { contact_id: nowhere }, await signIn(tested)),
  },
};

const rows = Object.entries(reached).flatMap(([id, statuses]) =>
  Object.entries(statuses).map(([status, reach]) => [id, Number(status), reach] as const),
);

test.each(rows)("%s answers %i, as the contract has it", async (_id, status, reach) => {
  const tested = createTested();
  expect((await reach(tested)).status).toBe(status);
  // Answers are held against the contract, and drift would be here.
  expect(tested.incidents).toEqual([]);
});

test("each documented status is reached or listed with a reason, and none is both", () => {
  const documented = Object.values(contract.operations).flatMap(({ id, responses }) =>
    Object.keys(responses).map((status) => `${id} ${status}`),
  );
  const listed = unreachable.map(({ operationId, status }) => `${operationId} ${status}`);
  const told = [...rows.map(([id, status]) => `${id} ${status}`), ...listed];
  expect(told.toSorted()).toEqual(documented.toSorted());
});
