import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@parley/clock";
import { createManualClock } from "@parley/clock/manual";
import { expect, onTestFinished, test, vi } from "vitest";
import { createToneSpeech } from "../../../core/audio/index.ts";
import { createPocketsphinxTranscription, findPocketsphinx } from "./pocketsphinx.ts";
import { createNodeSpeech } from "./speech.ts";

const audio = await createToneSpeech().synthesize("Hello there");
const options = { mediaType: "audio/wav" };
const installed = await findPocketsphinx();

/** A program of that name that does what a test wants, in a folder of its own. */
async function createProgram(script: string): Promise<{ readonly folder: string; readonly command: string }> {
  const folder = await mkdtemp(join(tmpdir(), "parley-program-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const command = join(folder, "pocketsphinx_continuous");
  const program = join(folder, "program.cjs");
  await writeFile(program, script);
  // By a shell, because the first line of a script takes no path with a blank.
  await writeFile(command, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  await chmod(command, 0o755);
  return { folder, command };
}

test("the program is found where it is, and not where it is not", async () => {
  const { folder, command } = await createProgram("");
  expect(await findPocketsphinx(`/no/such/folder:${folder}:/usr/bin`)).toBe(command);
  expect(await findPocketsphinx("/no/such/folder")).toBeUndefined();
  expect(await findPocketsphinx("")).toBeUndefined();
});

test("the program gets the audio as a file and no environment, its lines are the text, and the file is taken away", async () => {
  const { folder, command } = await createProgram(`
    const { readFileSync } = require("node:fs");
    const file = process.argv[process.argv.indexOf("-infile") + 1];
    console.log("hello there");
    console.log(readFileSync(file).length, process.env.PARLEY_TEST_SECRET ?? "none");
  `);
  vi.stubEnv("PARLEY_TEST_SECRET", "sesame");
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const listener = createPocketsphinxTranscription({ command, clock: systemClock });
  expect(await listener.transcribe(audio, options)).toBe(`hello there ${audio.length} none`);
  expect(await readdir(folder)).toEqual(["pocketsphinx_continuous", "program.cjs"]);
});

test.each([
  ["fails", "process.exit(3)"],
  ["is killed", "process.kill(process.pid, 'SIGKILL')"],
  ["floods", "for (;;) require('node:fs').writeSync(1, 'x'.repeat(65536))"],
])("a program that %s is an error", async (_name, script) => {
  const { command } = await createProgram(script);
  const listener = createPocketsphinxTranscription({ command, clock: createManualClock() });
  await expect(listener.transcribe(audio, options)).rejects.toMatchObject({ code: "transcription_failed" });
});

test("a program that is not there is an error", async () => {
  const listener = createPocketsphinxTranscription({ command: "/no/such/program", clock: createManualClock() });
  await expect(listener.transcribe(audio, options)).rejects.toMatchObject({ code: "transcription_failed" });
});

/** Waits until somebody sleeps by this clock: then the program runs. */
async function untilRunning(clock: { sleeping(): number }): Promise<void> {
  while (clock.sleeping() === 0) await new Promise((resolve) => setImmediate(resolve));
}

test("a program that hangs is ended by the given clock, or when the turn is cancelled", async () => {
  const { command } = await createProgram("setInterval(() => {}, 1000)");
  const clock = createManualClock();
  const listener = createPocketsphinxTranscription({ command, clock });
  const late = expect(listener.transcribe(audio, options)).rejects.toMatchObject({ code: "transcription_timeout" });
  await Promise.race([untilRunning(clock), late]);
  await clock.advance(60_000);
  await late;
  const controller = new AbortController();
  const cancelled = expect(listener.transcribe(audio, { ...options, signal: controller.signal })).rejects.toBe(
    "enough",
  );
  await untilRunning(clock);
  controller.abort("enough");
  await cancelled;
  expect(clock.sleeping()).toBe(0);
});

test("N-227 no more run at once, and no more wait, than may", async () => {
  const { command } = await createProgram("console.log('ok')");
  const listener = createPocketsphinxTranscription({ command, clock: createManualClock(), parallel: 1, queue: 2 });
  const texts = [1, 2, 3].map(() => listener.transcribe(audio, options));
  await expect(listener.transcribe(audio, options)).rejects.toMatchObject({ code: "transcription_busy" });
  expect(await Promise.all(texts)).toEqual(["ok", "ok", "ok"]);
});

test("who is cancelled while he waits leaves his place to others", async () => {
  const { command } = await createProgram("console.log('ok')");
  const listener = createPocketsphinxTranscription({ command, clock: createManualClock(), queue: 1 });
  const first = listener.transcribe(audio, options);
  const controller = new AbortController();
  const waiting = expect(listener.transcribe(audio, { ...options, signal: controller.signal })).rejects.toBe("enough");
  controller.abort("enough");
  const second = listener.transcribe(audio, options);
  await waiting;
  expect(await Promise.all([first, second])).toEqual(["ok", "ok"]);
});

test("audio of another form is refused before anything is started", async () => {
  const listener = createPocketsphinxTranscription({ command: "/no/such/program", clock: createManualClock() });
  const other = audio.slice();
  new DataView(other.buffer).setUint32(24, 8_000, true);
  for (const bytes of [other, new Uint8Array(), new TextEncoder().encode("no audio")]) {
    await expect(listener.transcribe(bytes, options)).rejects.toMatchObject({ code: "transcription_unreadable" });
  }
});

const missing = installed ? "" : "(not installed; on Debian: apt install pocketsphinx pocketsphinx-en-us)";

test.skipIf(missing)(`what is spoken is understood ${missing}`, async () => {
  await using speech = createNodeSpeech({ clock: systemClock });
  const listener = createPocketsphinxTranscription({ command: installed ?? "", clock: systemClock });
  const spoken = await speech.synthesize("Where is my order?");
  expect(await listener.transcribe(spoken, options)).toBe("where is my order");
});
