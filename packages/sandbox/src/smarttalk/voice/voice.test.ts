import { readFile } from "node:fs/promises";
import { systemClock } from "@parley/clock";
import { expect, test } from "vitest";
import {
  readWav,
  SpeechError,
  type SpeechErrorCode,
  TranscriptionError,
  type TranscriptionErrorCode,
} from "../../core/audio/index.ts";
import { createNodeSpeech } from "../../hosts/node/speech/index.ts";
import { as, openShop, type Shop } from "../__fixtures__/shop.ts";
import { nextSentences } from "../records/index.ts";
import { demo, foreign } from "../seeds/demo-ids.ts";

const { chatModelId, chatInstanceId } = demo;
const question = await readFile(new URL("../../../../../spec/smarttalk/examples/voice-question.wav", import.meta.url));

const hear = (shop: Shop, text: string) =>
  shop.store.transaction("default", (transaction) => transaction.put(nextSentences, { id: "1", text }));

async function opened(options: Parameters<typeof openShop>[0] = {}): Promise<Shop> {
  const shop = openShop(options);
  await shop.sandbox.worlds.ensure("default");
  return shop;
}

function formOf(fields: Readonly<Record<string, string>> = {}, audio: BlobPart = question): FormData {
  const form = new FormData();
  form.set("audio", new File([audio], "question.wav", { type: "audio/wav" }));
  for (const [name, value] of Object.entries({ chatInstanceId, chatModelId, lang: "en", ...fields }))
    form.set(name, value);
  return form;
}

const speakTo = (shop: Shop, path: string, body: FormData, headers: Readonly<Record<string, string>> = as.access) =>
  shop.send(path, { headers, body });

function eventsOf(text: string): readonly Record<string, unknown>[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("data: "))
    .map((block) => JSON.parse(block.slice(6)));
}

const typesOf = (text: string) => [...new Set(eventsOf(text).map(({ type }) => type))];

test("speech is understood and answered as text, and stands in the history", async () => {
  const shop = await opened();
  await hear(shop, "Where is my order 4711?");
  const answer = await speakTo(shop, "/api/chat/voice", formOf());
  expect(answer.json).toEqual({ transcription: "Where is my order 4711?", response: expect.stringContaining("4711") });
  const history = await shop.send(`/api/chat/history/${chatInstanceId}`, { headers: as.access });
  expect((history.json.messages as { text: string }[]).slice(-2).map(({ text }) => text)).toEqual([
    "Where is my order 4711?",
    answer.json.response,
  ]);
});

test("without a sentence of the world, one that the assistant can answer is heard, the same each time", async () => {
  const said = async () =>
    (await speakTo(await opened(), "/api/chat/voice", formOf({ lang: "pl" }))).json.transcription;
  const first = await said();
  expect(first).toMatch(/zamówieni|godziny/);
  expect(await said()).toBe(first);
});

test.each([
  ["by query", "/api/chat/voice?stream=true", {}],
  ["by a field of the form", "/api/chat/voice", { stream: "true" }],
])("the answer comes as events, asked for %s", async (_name, path, fields) => {
  const shop = await opened();
  await hear(shop, "Where is my order 4711?");
  const { text } = await speakTo(shop, path, formOf(fields));
  expect(typesOf(text)).toEqual([
    "transcription",
    "stream_start",
    "token",
    "tool_start",
    "tool_end",
    "agent_response",
    "stream_end",
  ]);
  expect(eventsOf(text).at(-1)?.metrics).toEqual({ transcriptionMs: 0, agentMs: 0, speechMs: 0, totalMs: 0 });
});

test("the answer is spoken, in an event and in JSON", async () => {
  const shop = await opened();
  await hear(shop, "Hello");
  const { text } = await speakTo(shop, "/api/chat/voice/speech?stream=true", formOf());
  expect(typesOf(text).slice(-4)).toEqual(["agent_response", "tts_start", "tts_complete", "stream_end"]);
  const spoken = eventsOf(text).find(({ type }) => type === "tts_complete");
  expect(spoken?.mediaType).toBe("audio/wav");
  expect(readWav(Buffer.from(String(spoken?.audio), "base64"))).toMatchObject({ encoding: "pcm" });
  await hear(shop, "Hello");
  const { json } = await speakTo(shop, "/api/chat/voice/speech", formOf());
  expect(json).toEqual({
    transcription: "Hello",
    response: expect.any(String),
    audio: expect.any(String),
    mediaType: "audio/wav",
  });
});

test("the embedded synthesiser gives a WAV that can be played", async () => {
  await using speech = createNodeSpeech({ clock: systemClock });
  const shop = await opened({ speech });
  const answer = await shop.fetch("/api/v1/voice/text-to-speech", { headers: as.api, json: { text: "Good morning." } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "audio/wav"]);
  const wav = readWav(new Uint8Array(await answer.arrayBuffer()));
  expect("seconds" in wav && wav.seconds).toBeGreaterThan(0.4);
});

test("speech to text and text to speech stand on their own", async () => {
  const shop = await opened();
  await hear(shop, "Good morning");
  const form = new FormData();
  form.set("audio", new File([question], "question.wav", { type: "audio/wav" }));
  form.set("lang", "en");
  const transcribe = (headers: Readonly<Record<string, string>>) =>
    speakTo(shop, "/api/v1/voice/speech-to-text", form, headers);
  expect((await transcribe(as.api)).json).toEqual({ text: "Good morning", lang: "en" });
  expect((await transcribe({ ...as.api, "x-chat-model-id": foreign.chatModelId })).status).toBe(403);
  const speak = (json: object, headers: Readonly<Record<string, string>> = as.oauth) =>
    shop.fetch("/api/v1/voice/text-to-speech", { headers, json });
  expect((await speak({ text: "Hello" })).headers.get("content-type")).toBe("audio/wav");
  expect((await speak({ text: "```\ncode\n```" })).status).toBe(400);
  expect((await speak({ text: "" })).status).toBe(400);
  expect((await speak({ text: "word ".repeat(1_000) })).status).toBe(413);
  expect((await speak({ text: "Hello" }, {})).status).toBe(401);
});

const header = Uint8Array.from(question.subarray(0, 44));

test.each([
  ["nothing", new Uint8Array(), 400],
  ["text", "not a sound", 415],
  ["a header that cannot be true", header.map((byte, place) => (place === 22 ? 255 : byte)), 400],
  ["too much", new Uint8Array(25 * 1_024 * 1_024 + 1), 413],
])("a recording of %s is refused, and nothing is kept", async (_name, audio, status) => {
  const shop = await opened();
  const before = (await shop.send(`/api/chat/history/${chatInstanceId}`, { headers: as.access })).text;
  expect((await speakTo(shop, "/api/chat/voice", formOf({}, audio))).status).toBe(status);
  expect((await speakTo(shop, "/api/chat/voice/speech", formOf({}, audio))).status).toBe(status);
  expect((await shop.send(`/api/chat/history/${chatInstanceId}`, { headers: as.access })).text).toBe(before);
});

test("six minutes of silence are too long", async () => {
  const seconds = 301;
  const long = new Uint8Array(44 + seconds * 8_000);
  long.set(header);
  const view = new DataView(long.buffer);
  view.setUint32(4, long.length - 8, true);
  view.setUint32(24, 8_000, true);
  view.setUint32(28, 8_000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  view.setUint32(40, seconds * 8_000, true);
  expect((await speakTo(await opened(), "/api/chat/voice", formOf({}, long))).status).toBe(413);
});

test.each([
  ["another user's conversation", { chatInstanceId: foreign.chatInstanceId }, as.access, 404],
  ["another chat model", { chatModelId: foreign.chatModelId }, as.access, 403],
  ["a chat model for members", { chatModelId: demo.privateChatModelId }, {}, 401],
  ["no sentence", { chatInstanceId: demo.visitorChatInstanceId }, {}, 400],
])("speech to %s is refused", async (name, fields, headers, status) => {
  const shop = await opened();
  if (name === "no sentence") await hear(shop, "");
  expect((await speakTo(shop, "/api/chat/voice", formOf(fields), headers)).status).toBe(status);
});

test.each([
  ["transcription_busy", 503],
  ["transcription_failed", 502],
  ["transcription_timeout", 504],
  ["transcription_unreadable", 400],
] satisfies [TranscriptionErrorCode, number][])("speech that ends in %s is %s", async (code, status) => {
  const fail = async () => {
    throw new TranscriptionError(code, "It was not understood.");
  };
  const answer = await speakTo(await opened({ transcription: { transcribe: fail } }), "/api/chat/voice", formOf());
  expect([answer.status, answer.headers.has("retry-after")]).toEqual([status, status === 503]);
});

test.each([
  ["speech_busy", 503],
  ["speech_failed", 502],
  ["speech_timeout", 504],
] satisfies [SpeechErrorCode, number][])(
  "a reply whose speech ends in %s is %s, and an event in a stream",
  async (code, status) => {
    const synthesize = async () => {
      throw new SpeechError(code, "It was not spoken.");
    };
    const shop = await opened({ speech: { mediaType: "audio/wav", voices: ["none"], synthesize } });
    expect((await speakTo(shop, "/api/chat/voice/speech", formOf())).status).toBe(status);
    const { text } = await speakTo(shop, "/api/chat/voice/speech?stream=true", formOf());
    expect(eventsOf(text).at(-1)).toMatchObject({ type: "error", message: "It was not spoken." });
    const alone = await shop.send("/api/v1/voice/text-to-speech", { headers: as.api, json: { text: "Hello" } });
    expect(alone.status).toBe(status);
  },
);
