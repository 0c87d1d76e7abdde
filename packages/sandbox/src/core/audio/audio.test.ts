import { expect, test } from "vitest";
import { inspectAudio } from "./format.ts";
import { speakable } from "./speech.ts";
import { createToneSpeech } from "./tone.ts";
import { createScriptedTranscription } from "./transcription.ts";
import { readWav, writeWav } from "./wav.ts";

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const zeros = (length: number) => new Array<number>(length).fill(0);

/** The beginnings of real files, and what they are. */
const files: readonly (readonly [name: string, bytes: readonly number[], format: string, mediaType: string])[] = [
  [
    "WebM",
    [
      0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0xf7, 0x81, 1, 0x42, 0xf2, 0x81, 4, 0x42, 0xf3, 0x81, 8,
    ].concat([0x42, 0x82, 0x84], ascii("webm"), [0x42, 0x87, 0x81, 4, 0x42, 0x85, 0x81, 2]),
    "webm",
    "audio/webm",
  ],
  [
    "Ogg with Opus",
    [...ascii("OggS"), 0, 2, ...zeros(20), 1, 19, ...ascii("OpusHead"), ...zeros(30)],
    "ogg",
    "audio/ogg",
  ],
  [
    "Ogg with Vorbis",
    [...ascii("OggS"), 0, 2, ...zeros(20), 1, 30, 1, ...ascii("vorbis"), ...zeros(40)],
    "ogg",
    "audio/ogg",
  ],
  ["MP3", [0xff, 0xfb, 0x90, 0x64, ...zeros(500)], "mp3", "audio/mpeg"],
  ["MP3 with tags", [...ascii("ID3"), 4, 0, 0, 0, 0, 0, 0, 0xff, 0xfb, 0x90, 0x64, ...zeros(500)], "mp3", "audio/mpeg"],
  ["M4A", [0, 0, 0, 0x20, ...ascii("ftypM4A "), 0, 0, 2, 0, ...ascii("M4A mp42isom"), ...zeros(4)], "mp4", "audio/mp4"],
  ["MP4", [0, 0, 0, 0x18, ...ascii("ftypisom"), 0, 0, 2, 0, ...ascii("isomiso5"), ...zeros(4)], "mp4", "audio/mp4"],
  ["FLAC", [...ascii("fLaC"), 0, 0, 0, 34, ...zeros(40)], "flac", "audio/flac"],
  ["AAC", [0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc, ...zeros(100)], "aac", "audio/aac"],
  ["AMR", [...ascii("#!AMR\n"), ...zeros(30)], "amr", "audio/amr"],
];

test.each(files)("%s is known by its bytes", async (_name, bytes, format, mediaType) => {
  expect(await inspectAudio(Uint8Array.from(bytes))).toEqual({ kind: "audio", format, mediaType });
});

test.each<[string, readonly number[], string]>([
  ["nothing", [], "empty"],
  ["a text", ascii("audio/wav, I promise"), "other"],
  ["a page", ascii("<html><script>"), "other"],
  ["a picture", [0x89, ...ascii("PNG\r\n\x1a\n"), ...zeros(50)], "other"],
  ["a film of another kind", [...ascii("RIFF"), 36, 0, 0, 0, ...ascii("AVI LIST"), ...zeros(30)], "other"],
  ["the first bytes of a signature", [0x1a, 0x45, 0xdf], "other"],
  ["zeros", zeros(100_000), "other"],
])("%s is no audio", async (_name, bytes, kind) => {
  expect(await inspectAudio(Uint8Array.from(bytes))).toEqual({ kind });
});

const whole = writeWav(
  Int16Array.from({ length: 16_000 }, (_, place) => place % 100),
  16_000,
);

/** The file with numbers of two or four bytes changed. */
function changed(...changes: readonly (readonly [at: number, value: number, size: 2 | 4])[]): Uint8Array {
  const bytes = whole.slice();
  const view = new DataView(bytes.buffer);
  for (const [at, value, size] of changes)
    size === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true);
  return bytes;
}

test("a WAV tells how long it is, also behind other chunks", async () => {
  expect(await inspectAudio(whole)).toEqual({ kind: "audio", format: "wav", mediaType: "audio/wav", seconds: 1 });
  const list = [...ascii("LIST"), 3, 0, 0, 0, 1, 2, 3, 0];
  const longer = Uint8Array.from([...whole.subarray(0, 36), ...list, ...whole.subarray(36)]);
  expect(await inspectAudio(longer)).toMatchObject({ kind: "audio", seconds: 1 });
  expect(readWav(whole.subarray(0))).toMatchObject({ sampleRate: 16_000, channels: 1, data: whole.subarray(44) });
});

test.each([
  ["claims 4 GiB of data", changed([40, 0xffffffff, 4]), "size"],
  ["breaks off", whole.subarray(0, 1_000), "size"],
  ["has no samples a second", changed([24, 0, 4]), "rate"],
  ["has 2 ** 31 samples a second", changed([24, 0x80000000, 4]), "rate"],
  ["has 255 channels", changed([22, 255, 2], [32, 510, 2]), "channels"],
  ["has no channel", changed([22, 0, 2], [32, 0, 2]), "channels"],
  ["has blocks of another size than its samples", changed([32, 7, 2]), "channels"],
  ["has samples of 5 bits", changed([34, 5, 2]), "encoding"],
  ["is compressed", changed([20, 85, 2]), "encoding"],
  ["has no data", whole.subarray(0, 36), "data-missing"],
  ["has data before its format", Uint8Array.from([...whole.subarray(0, 12), ...whole.subarray(36)]), "format-missing"],
  [
    "has a format that is cut",
    Uint8Array.from([...whole.subarray(0, 12), ...ascii("fmt "), 4, 0, 0, 0, 1, 0, 1, 0]),
    "header",
  ],
  [
    "is all empty chunks",
    Uint8Array.from([
      ...whole.subarray(0, 12),
      ...Array.from({ length: 10_000 }, () => [...ascii("LIST"), 0, 0, 0, 0]).flat(),
    ]),
    "chunks",
  ],
])("N-220 a WAV that %s is broken", async (_name, bytes, fault) => {
  expect(await inspectAudio(bytes)).toEqual({ kind: "broken", format: "wav", fault });
});

test("without a synthesiser there is a tone for each word: a whole WAV, and the same each time", async () => {
  const speech = createToneSpeech();
  const file = await speech.synthesize("One two *three*");
  expect(readWav(file)).toMatchObject({ encoding: "pcm", sampleRate: 16_000, bitsPerSample: 16 });
  expect((readWav(file) as { seconds: number }).seconds).toBeCloseTo(0.9);
  expect(file.subarray(44).some((byte) => byte !== 0)).toBe(true);
  expect(Buffer.compare(file, await speech.synthesize("One two *three*"))).toBe(0);
  await expect(speech.synthesize(" ")).rejects.toMatchObject({ code: "speech_empty" });
  await expect(speech.synthesize("a".repeat(2_001))).rejects.toMatchObject({ code: "speech_too_long" });
  await expect(speech.synthesize("a", { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});

test.each([
  ["# Shipping\n\nIt takes **one** day.", "Shipping It takes one day."],
  ["See [our page](https://shop.example/a?b=c) or https://shop.example.", "See our page or"],
  ["- one\n- two\n1. three", "one two three"],
  ["| a | b |\n| --- | ---: |\n| 1 | 2 |", "a b 1 2"],
  ["Before\n```js\nconst a = 1;\n```\nafter `code`", "Before after code"],
  ["> quoted", "quoted"],
  ["2 - 1 is 1, and -5 too", "2 - 1 is 1, and -5 too"],
])("%j is read as %j", (markdown, expected) => {
  expect(speakable(markdown)).toBe(expected);
});

test.each(["[", "*", "| - ", "```\n", "```\na\n", "http://", "[a](", "![]", " \t", "- ", "1. ", "-:x"])(
  "N-193 a megabyte of %j is read in a time that does not grow with its square",
  (mark) => {
    expect(speakable(mark.repeat(1_048_576 / mark.length)).length).toBeLessThan(1_048_577);
  },
);

test("what is heard is what the world says, or a sentence that chance picks in the language of the visitor", async () => {
  const audio = new Uint8Array([1]);
  const told = createScriptedTranscription({ nextSentence: async () => "Hello world", random: () => 0 });
  expect(await told.transcribe(audio, { mediaType: "audio/wav" })).toBe("Hello world");
  const hear = (random: number, language?: string) =>
    createScriptedTranscription({ nextSentence: async () => undefined, random: () => random }).transcribe(audio, {
      mediaType: "audio/wav",
      ...(language === undefined ? {} : { language }),
    });
  expect(await hear(0)).toBe("Where is my order 4711?");
  expect(await hear(0.99, "fr-CA")).toBe("Je voudrais un remboursement de la commande 4712.");
  expect(await hear(0.5, "pl")).toBe("Jakie są godziny otwarcia?");
  expect(await hear(0, "constructor")).toBe("Where is my order 4711?");
});
