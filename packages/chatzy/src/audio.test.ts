import { expect, test } from "vitest";
import {
  chatbotId,
  conversationId,
  conversationOf,
  createPlatform,
  json,
  streamToken,
} from "./__fixtures__/platform.ts";
import { transcribe } from "./audio.ts";

const audio = new Blob(["RIFF"], { type: "audio/wav" });

test("each clip has a token of its own", async () => {
  const platform = createPlatform({
    "/generate_secret": [streamToken("one"), streamToken("two")],
    "/stt": [() => json({ transcript: "HELLO THERE\n" }), () => json({ transcript: "AND BYE" })],
  });
  const conversation = conversationOf(platform);
  const clientMessageKey = "key";
  expect(await transcribe(platform.chatzy, { ...conversation, clientMessageKey, audio })).toBe("HELLO THERE");
  expect(await transcribe(platform.chatzy, { ...conversation, clientMessageKey, audio })).toBe("AND BYE");
  const query = `chatbot_id=${chatbotId}&client_message_key=key`;
  expect(platform.asked).toEqual([
    `GET /generate_secret?conversation_id=${conversationId}`,
    `POST /stt?${query}&token=one`,
    `GET /generate_secret?conversation_id=${conversationId}`,
    `POST /stt?${query}&token=two`,
  ]);
  const [, request] = platform.requests;
  expect([...((await request?.formData()) ?? [])]).toEqual([
    ["file", expect.objectContaining({ type: "audio/wav", size: 4 })],
  ]);
});

test("a token that was used is an error, and is not sent again", async () => {
  const platform = createPlatform({
    "/generate_secret": streamToken("one"),
    "/stt": () => json({ message: "Token already used" }, 401),
  });
  const clip = transcribe(platform.chatzy, { chatbotId, conversationId, clientMessageKey: "key", audio });
  await expect(clip).rejects.toMatchObject({
    name: "AuthenticationError",
    message: "transcribeAudio was refused with 401 Token already used",
  });
  expect(platform.asked).toHaveLength(2);
});
