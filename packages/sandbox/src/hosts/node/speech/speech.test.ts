import { systemClock } from "@parley/clock";
import { createManualClock } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { readWav } from "../../../core/audio/index.ts";
import { createNodeSpeech, type NodeSpeechOptions } from "./speech.ts";

const worker = new URL("__fixtures__/faulty-worker.mjs", import.meta.url);

const faulty = (options: Partial<NodeSpeechOptions> = {}) =>
  createNodeSpeech({ clock: createManualClock(), worker, ...options });

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** The samples of a file of 16 bits, from -1 to 1. */
function loudnessOf(data: Uint8Array): { readonly mean: number; readonly peak: number } {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const samples = Array.from({ length: data.length / 2 }, (_, index) => view.getInt16(index * 2, true) / 32_768);
  return {
    mean: Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length),
    peak: samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  };
}

test("a text becomes speech: a WAV with sound in it, as long as somebody takes to say it", async () => {
  await using speech = createNodeSpeech({ clock: systemClock });
  const file = await speech.synthesize("Order **4711** was [sent](https://shop.example) yesterday.");
  expect(decode(file.subarray(0, 4))).toBe("RIFF");
  expect(new DataView(file.buffer).getUint32(4, true)).toBe(file.length - 8);
  const wav = readWav(file);
  if ("fault" in wav) throw new Error(wav.fault);
  expect(wav).toMatchObject({ encoding: "pcm", sampleRate: 16_000, channels: 1, bitsPerSample: 16 });
  expect(wav.seconds).toBeGreaterThan(1.5);
  expect(wav.seconds).toBeLessThan(6);
  const { mean, peak } = loudnessOf(wav.data);
  expect(mean).toBeGreaterThan(0.02);
  expect(peak).toBeGreaterThan(0.2);
  expect(peak).toBeLessThanOrEqual(1);
});

test("the same text gives the same bytes, a longer one more, and another voice others", async () => {
  await using speech = createNodeSpeech({ clock: systemClock });
  const [once, again, longer, other] = await Promise.all([
    speech.synthesize("Good morning."),
    speech.synthesize("Good morning."),
    speech.synthesize("Good morning. What can I do for you today?"),
    speech.synthesize("Good morning.", { voice: "slt" }),
  ]);
  expect(Buffer.compare(once, again)).toBe(0);
  expect(longer.length).toBeGreaterThan(once.length * 1.5);
  expect(Buffer.compare(once, other)).not.toBe(0);
});

test.each([
  ["N-228 options", "-o /tmp/parley-x --help -voice nope"],
  ["N-228 what a shell would run", "$(id) `id` ; id | id"],
  ["N-229 markup", '<speak><audio src="file:///etc/passwd"/>Hello</speak>'],
  ["letters with accents", "Zażółć gęślą jaźń"],
])("%s are spoken as text", async (_name, text) => {
  await using speech = createNodeSpeech({ clock: systemClock });
  expect(readWav(await speech.synthesize(text))).toMatchObject({ sampleRate: 16_000 });
});

test("this thread goes on with its work while another one speaks", async () => {
  await using speech = createNodeSpeech({ clock: systemClock });
  let turns = 0;
  let isOver = false;
  const speaking = speech.synthesize("One two three four five six seven eight nine ten. ".repeat(3)).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  await speaking;
  expect(turns).toBeGreaterThan(100);
});

test.each([
  ["nothing", "", "speech_empty"],
  ["white space", " \n\t ", "speech_empty"],
  ["marks", "**--- ### ***", "speech_empty"],
  ["an address alone", "https://shop.example/a", "speech_empty"],
  ["letters that no English voice knows", "こんにちは", "speech_empty"],
  ["too much", "a ".repeat(1_001), "speech_too_long"],
  ["far too much", "*".repeat(100_000), "speech_too_long"],
])("%s is refused before anything is started", async (_name, text, code) => {
  await using speech = createNodeSpeech({ clock: systemClock, longest: 2_000, worker: new URL("file:///no/such.mjs") });
  await expect(speech.synthesize(text)).rejects.toMatchObject({ name: "SpeechError", code });
});

test("a voice that there is not is refused", async () => {
  await using speech = faulty();
  const speaking = speech.synthesize("Hello", { voice: "../../etc/passwd" });
  await expect(speaking).rejects.toMatchObject({ code: "speech_unknown_voice" });
});

test("texts are spoken one after the other, and no more wait than may", async () => {
  await using speech = faulty({ queue: 2 });
  const spoken = ["one", "two", "three"].map((text) => speech.synthesize(text));
  await expect(speech.synthesize("four")).rejects.toMatchObject({ code: "speech_busy" });
  expect((await Promise.all(spoken)).map(decode)).toEqual(["one", "two", "three"]);
  expect(decode(await speech.synthesize("five"))).toBe("five");
});

test.each([
  ["dies", "die"],
  ["throws", "throw"],
  ["fails", "fail"],
])("a thread that %s is an error without its words, and the next text is spoken", async (_name, text) => {
  await using speech = faulty();
  const [bad, good] = await Promise.allSettled([speech.synthesize(text), speech.synthesize("good")]);
  expect(bad).toMatchObject({
    status: "rejected",
    reason: { code: "speech_failed", message: "The synthesiser failed." },
  });
  expect(good).toMatchObject({ status: "fulfilled" });
});

test("a thread that hangs is ended by the given clock, and the next text is spoken", async () => {
  const clock = createManualClock();
  await using speech = faulty({ clock });
  const hanging = expect(speech.synthesize("hang")).rejects.toMatchObject({ code: "speech_timeout" });
  const next = speech.synthesize("next");
  await clock.advance(30_000);
  await hanging;
  expect(decode(await next)).toBe("next");
  expect(clock.sleeping()).toBe(0);
});

test("a text that is cancelled is spoken no further, whether it waits or is being spoken", async () => {
  const clock = createManualClock();
  await using speech = faulty({ clock });
  const [first, second] = [new AbortController(), new AbortController()];
  const speaking = speech.synthesize("hang", { signal: first.signal });
  const waiting = speech.synthesize("waiting", { signal: second.signal });
  const last = speech.synthesize("last");
  second.abort("second");
  await expect(waiting).rejects.toBe("second");
  first.abort("first");
  await expect(speaking).rejects.toBe("first");
  expect(decode(await last)).toBe("last");
  await expect(speech.synthesize("late", { signal: AbortSignal.abort("before") })).rejects.toBe("before");
  expect(clock.sleeping()).toBe(0);
});

test("closing ends what is spoken and what waits", async () => {
  const clock = createManualClock();
  const speech = faulty({ clock });
  const texts = [speech.synthesize("hang"), speech.synthesize("waiting")];
  const ends = texts.map((text) => expect(text).rejects.toMatchObject({ code: "speech_closed" }));
  await speech[Symbol.asyncDispose]();
  await Promise.all(ends);
  await expect(speech.synthesize("late")).rejects.toMatchObject({ code: "speech_closed" });
  expect(clock.sleeping()).toBe(0);
});
