/** Speech to text by pocketsphinx, where the package of that name is installed. It knows English. */

import { constants } from "node:fs";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Clock } from "@parley/clock";
import { readWav, type Transcription, TranscriptionError } from "../../../core/audio/index.ts";
import { createPlaces } from "./places.ts";
import { runProgram } from "./run-program.ts";

/** Name of the program. */
const program = "pocketsphinx_continuous";

/** Characters of a text; far more than somebody says in an hour. */
const longest = 1_048_576;

/** Where the program is; `undefined` where it is not installed. */
export async function findPocketsphinx(path = process.env.PATH ?? ""): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((one) => one !== "")) {
    const command = join(folder, program);
    const isThere = await access(command, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return command;
  }
  return undefined;
}

/** How the program is run. */
export interface PocketsphinxOptions {
  /** Where it is, as `findPocketsphinx` tells. */
  readonly command: string;
  readonly clock: Clock;
  /** How many run at once, and how many wait for that. */
  readonly parallel?: number;
  readonly queue?: number;
  /** Milliseconds for one. */
  readonly timeout?: number;
}

/** A listener that runs the program once for each WAV of 16 kHz, 16 bits and one channel, in a bounded time. */
export function createPocketsphinxTranscription(options: PocketsphinxOptions): Transcription {
  const { command, clock, parallel = 1, queue = 8, timeout = 60_000 } = options;
  const places = createPlaces(parallel, queue);
  return {
    async transcribe(audio, { signal }) {
      if (!isReadable(audio)) {
        const message = "This listener takes WAV of 16 kHz, 16 bits and one channel.";
        throw new TranscriptionError("transcription_unreadable", message);
      }
      const giveBack = await places.take(signal);
      if (!giveBack) throw new TranscriptionError("transcription_busy", "Too much speech waits.");
      let folder: string | undefined;
      try {
        folder = await mkdtemp(join(tmpdir(), "parley-speech-"));
        const file = join(folder, "speech.wav");
        await writeFile(file, audio);
        const parameters = ["-infile", file, "-logfn", "/dev/null"];
        const end = await runProgram(command, parameters, { clock, timeout, longest, signal });
        if (end.kind === "text") return end.text.replace(/\s+/g, " ").trim();
        throw end.kind === "late"
          ? new TranscriptionError("transcription_timeout", "The speech was not understood in time.")
          : new TranscriptionError("transcription_failed", "The program for speech failed.");
      } finally {
        if (folder !== undefined) await rm(folder, { recursive: true, force: true });
        giveBack();
      }
    },
  };
}

function isReadable(audio: Uint8Array): boolean {
  const wav = readWav(audio);
  return (
    !("fault" in wav) &&
    wav.encoding === "pcm" &&
    wav.bitsPerSample === 16 &&
    wav.channels === 1 &&
    wav.sampleRate === 16_000
  );
}
