import { afterEach, beforeEach, expect, test } from "vitest";
import { readRecording } from "./__fixtures__/audio.ts";
import { createTested, replyOf, type Tested } from "./__fixtures__/client.ts";
import { ask, send, startConversation, tokenFor } from "./__fixtures__/flows.ts";
import { demo } from "./demo.ts";
import type { Clip, Message } from "./records.ts";

let tested: Tested;
beforeEach(() => {
  tested = createTested();
});
afterEach(() => {
  expect(tested.incidents).toEqual([]);
});

/** A second of silence, or of anything else. */
function wav(samples = 8_000): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + samples * 2);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, "RIFF");
  view.setUint32(4, 36 + samples * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8_000, true);
  view.setUint32(28, 16_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples * 2, true);
  return bytes;
}

interface Speaking {
  readonly token: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly chatbot_id?: string;
  readonly key?: string;
}

async function transcribe({
  token,
  bytes = wav(),
  type = "audio/wav",
  chatbot_id = demo.agent,
  key = "msg_123",
}: Speaking) {
  const form = new FormData();
  form.set("file", new File([bytes], "clip", { type }));
  const query = new URLSearchParams({ token, chatbot_id, client_message_key: key });
  const response = await tested.send(`/stt?${query}`, { method: "POST", body: form });
  return [response.status, await response.json()];
}

test.each([
  ["hello-there.wav", "audio/wav"],
  ["hello-there.webm", "audio/webm"],
  ["hello-there.mp3", "audio/mpeg"],
])("the recording %s of the contract has the words of its example", async (name, type) => {
  const bytes = await readRecording(name);
  const token = await tokenFor(tested, demo.conversation);
  expect(await transcribe({ token, bytes, type })).toEqual([200, { transcript: "HELLO THERE\n" }]);
});

test("clips of one key belong to the message that is sent with it, in their order, and the agent answers them", async () => {
  const conversation = await startConversation(tested);
  const texts: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const token = await tokenFor(tested, conversation);
    const [status, { transcript }] = await transcribe({ token, bytes: wav(8_000 + count) });
    expect([status, transcript]).toEqual([200, expect.stringMatching(/^[^a-z]+\n$/)]);
    texts.push(transcript);
  }
  await transcribe({ token: await tokenFor(tested, conversation), key: "another" });
  const { body } = await send(tested, conversation, texts.join(" "), { client_message_key: "msg_123" });
  expect(replyOf(await tested.stream(body.data.temp_token)).words.at(-1)).toBe("close_connection");
  await send(tested, conversation, "and", { client_message_key: "msg_123" });

  const { collections } = await tested.sandbox.worlds.exportWorld("default");
  const clips = (collections["chatzy/clips"] ?? []) as Clip[];
  const messages = (collections["chatzy/messages"] ?? []) as Message[];
  const spoken = messages.find(({ id }) => id === body.data.user_message.user_message_id);
  const tied = spoken?.clips?.map((id) => clips.find((clip) => clip.id === id));
  expect(tied?.map((clip) => [clip?.transcript, clip?.messageId])).toEqual(texts.map((text) => [text, spoken?.id]));
  // The other key has its clip still, and one that was sent has none left.
  expect(clips.filter(({ messageId }) => messageId === undefined)).toMatchObject([{ messageKey: "another" }]);
  expect(messages.filter((message) => message.clips)).toHaveLength(1);
});

test("the words of a clip are ones that the agent can answer", async () => {
  const [, { transcript }] = await transcribe({ token: await tokenFor(tested, demo.conversation) });
  const understood = replyOf(await ask(tested, demo.conversation, transcript)).text;
  expect(understood).not.toContain("I did not understand");
});

test("a token serves for one clip, also one that is refused, and not for the stream after it", async () => {
  const token = await tokenFor(tested, demo.conversation);
  expect(await transcribe({ token, bytes: new Uint8Array([1, 2, 3]) })).toEqual([
    400,
    { message: "The audio could not be read" },
  ]);
  expect(await transcribe({ token })).toEqual([401, { message: "Token already used" }]);
  expect(await tested.stream(token)).toEqual(['401 {"message":"Token already used"}']);
});

test("of 20 clips with one token, one is taken", async () => {
  const token = await tokenFor(tested, demo.conversation);
  const all = await Promise.all(Array.from({ length: 20 }, () => transcribe({ token })));
  expect(all.filter(([status]) => status === 200)).toHaveLength(1);
});

test.each([
  ["an empty clip", { bytes: new Uint8Array() }, 400, "No audio in the request"],
  ["a cut WAV", { bytes: wav().subarray(0, 100) }, 400, "The audio could not be read"],
  ["a WAV with a rate of nothing", { bytes: wav().fill(0, 24, 28) }, 400, "The audio could not be read"],
  ["another agent", { chatbot_id: demo.wholeAgent }, 404, "AI Agent not found"],
  ["an unknown agent", { chatbot_id: "00000000-0000-4000-8000-000000000000" }, 404, "AI Agent not found"],
  ["a long key", { key: "k".repeat(257) }, 400, "client_message_key is longer than 256 characters"],
])("%s is refused", async (_name, speaking, status, message) => {
  const token = await tokenFor(tested, demo.conversation);
  expect(await transcribe({ token, ...speaking })).toEqual([status, { message }]);
});

test("a clip that is too large is refused, and so is a body that is no form", async () => {
  const token = await tokenFor(tested, demo.conversation);
  expect((await transcribe({ token, bytes: wav(6_000_000) }))[0]).toBe(413);
  const query = new URLSearchParams({ token, chatbot_id: demo.agent, client_message_key: "msg_123" });
  const init = { method: "POST", body: wav(), headers: { "content-type": "audio/wav" } };
  expect((await tested.send(`/stt?${query}`, init)).status).toBe(415);
});

test("a token that is too old, none, or not ours is refused", async () => {
  const token = await tokenFor(tested, demo.conversation);
  await tested.clock.advance(60_000);
  expect(await transcribe({ token })).toEqual([401, { message: "Token expired" }]);
  expect(await transcribe({ token: "abc" })).toEqual([401, { message: "Invalid token" }]);
  const response = await tested.send(`/stt?chatbot_id=${demo.agent}&client_message_key=a`, { method: "POST" });
  expect([response.status, await response.json()]).toEqual([401, { message: "Unauthorized" }]);
});
