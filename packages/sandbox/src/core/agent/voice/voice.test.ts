import { expect, test } from "vitest";
import { createToneSpeech, readWav, SpeechError, type Transcription, TranscriptionError } from "../../audio/index.ts";
import { outline, playTurn } from "../__fixtures__/turn.ts";
import { type Agent, withEnding } from "../events/index.ts";
import { scriptedAgent } from "../scripted/index.ts";
import { withSpeech, withTranscription } from "./index.ts";

const heard = (text: string): Transcription => ({ transcribe: async () => text });
const audio = { audio: new Uint8Array([1]), mediaType: "audio/wav" };
const failing = (error: unknown) => ({
  transcribe: () => Promise.reject(error),
  synthesize: () => Promise.reject(error),
});

test("speech is written down, answered and answered aloud", async () => {
  const asked = withTranscription(scriptedAgent, { ...audio, transcription: heard(" When do you open?\n") });
  const events = await playTurn(withEnding(withSpeech(asked, { speech: createToneSpeech() })), {});
  const reply =
    "We are open Monday to Friday from 9 am to 6 pm, and on Saturday from 10 am to 4 pm. On Sunday we are closed.";
  expect(outline(events)).toEqual([
    { type: "run_start" },
    { type: "transcription", text: "When do you open?" },
    { type: "status", status: "processing" },
    reply,
    { type: "speech_start" },
    { type: "speech_end", mediaType: "audio/wav", audio: expect.any(String) },
    { type: "done", text: reply },
  ]);
  const end = events.find((event) => event.type === "speech_end");
  const wav = Uint8Array.from(Buffer.from(end?.audio ?? "", "base64"));
  expect((readWav(wav) as { seconds: number }).seconds).toBeCloseTo(0.3 * reply.split(" ").length);
});

test("a reply without words, and a turn that fails, stay silent", async () => {
  const agent = withSpeech(scriptedAgent, { speech: createToneSpeech() });
  for (const message of ["/empty", "/error"]) {
    const types = (await playTurn(agent, { message })).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith("speech"))).toEqual([]);
  }
});

test.each([
  ["is busy", new SpeechError("speech_busy", "Too many."), { status: 503, retryAfter: 1, message: "Too many." }],
  ["is too slow", new SpeechError("speech_timeout", "Late."), { status: 504 }],
  ["breaks", new Error("sk-secret"), { status: 500, message: "The reply could not be spoken." }],
])("a synthesiser that %s ends the turn with an error", async (_name, error, expected) => {
  const speech = { ...createToneSpeech(), ...failing(error) };
  const events = await playTurn(withSpeech(scriptedAgent, { speech, voice: "tone" }), { message: "Hello" });
  expect(events.slice(-2)).toEqual([
    { type: "speech_start" },
    { type: "error", code: "speech_failed", message: expect.any(String), ...expected },
  ]);
});

test.each([
  ["is busy", new TranscriptionError("transcription_busy", "Too much."), { status: 503, retryAfter: 1 }],
  [
    "cannot read the audio",
    new TranscriptionError("transcription_unreadable", "WAV."),
    { status: 422, message: "WAV." },
  ],
  ["breaks", new Error("sk-secret"), { status: 500, message: "The speech could not be understood." }],
])("a listener that %s ends the turn with an error, and no agent is asked", async (_name, error, expected) => {
  const agent: Agent = () => {
    throw new Error("Asked.");
  };
  const events = await playTurn(withEnding(withTranscription(agent, { ...audio, transcription: failing(error) })), {});
  expect(events).toEqual([
    { type: "run_start" },
    { type: "error", code: "speech_not_understood", message: expect.any(String), ...expected },
  ]);
});

test("a turn that is cancelled while it listens or speaks is cancelled", async () => {
  const controller = new AbortController();
  const error = new Error("enough");
  const transcribe = () => {
    controller.abort(error);
    return Promise.reject(error);
  };
  const listening = withTranscription(scriptedAgent, { ...audio, transcription: { transcribe } });
  const cancelled = { type: "error", code: "cancelled", message: "The turn was cancelled." };
  expect((await playTurn(listening, { signal: controller.signal })).at(-1)).toEqual(cancelled);
  const speech = { ...createToneSpeech(), synthesize: transcribe };
  const done: Agent = async function* () {
    yield { type: "done", text: "Hello" };
  };
  expect((await playTurn(withSpeech(done, { speech }), { signal: controller.signal })).at(-1)).toEqual(cancelled);
});
