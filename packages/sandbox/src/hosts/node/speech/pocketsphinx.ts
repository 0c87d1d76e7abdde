/** Speech to text by pocketsphinx, where the package of that name is installed. It knows English. */

import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Clock } from "@parley/clock";
import { readWav, type Transcription, TranscriptionError } from "../../../core/audio/index.ts";

/** Name of the program. */
const program = "pocketsphinx_continuous";

/** Characters of a text; far more than somebody says in an hour. */
const mostText = 1_048_576;

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
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async transcribe(audio, { signal }) {
      signal?.throwIfAborted();
      const wav = readWav(audio);
      if (
        "fault" in wav ||
        wav.encoding !== "pcm" ||
        wav.bitsPerSample !== 16 ||
        wav.channels !== 1 ||
        wav.sampleRate !== 16_000
      ) {
        const message = "This listener takes WAV of 16 kHz, 16 bits and one channel.";
        throw new TranscriptionError("transcription_unreadable", message);
      }
      if (running >= parallel) {
        if (waiting.length >= queue) throw new TranscriptionError("transcription_busy", "Too much speech waits.");
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      running += 1;
      try {
        signal?.throwIfAborted();
        return await listen(audio);
      } finally {
        running -= 1;
        waiting.shift()?.();
      }

      async function listen(bytes: Uint8Array): Promise<string> {
        const folder = await mkdtemp(join(tmpdir(), "parley-speech-"));
        try {
          const file = join(folder, "speech.wav");
          await writeFile(file, bytes);
          return await run(file);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }

      async function run(file: string): Promise<string> {
        const relief = new AbortController();
        const child = spawn(command, ["-infile", file, "-logfn", "/dev/null"], {
          stdio: ["ignore", "pipe", "ignore"],
          // Nothing that this process has been told is for it.
          env: { PATH: process.env.PATH ?? "", LC_ALL: "C.UTF-8" },
        });
        let end: TranscriptionError | undefined;
        const stop = (error: TranscriptionError) => {
          end ??= error;
          child.kill("SIGKILL");
        };
        const onAbort = () => void child.kill("SIGKILL");
        signal?.addEventListener("abort", onAbort, { once: true });
        clock.sleep(timeout, relief.signal).then(
          () => stop(new TranscriptionError("transcription_timeout", "The speech was not understood in time.")),
          () => {},
        );
        let text = "";
        child.stdout.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
          if (text.length > mostText) stop(failed());
        });
        const status = await new Promise<number | null>((resolve) => {
          child.once("error", () => resolve(null));
          child.once("close", resolve);
        });
        relief.abort();
        signal?.removeEventListener("abort", onAbort);
        signal?.throwIfAborted();
        if (end) throw end;
        if (status !== 0) throw failed();
        return text.replace(/\s+/g, " ").trim();
      }
    },
  };
}

function failed(): TranscriptionError {
  return new TranscriptionError("transcription_failed", "The program for speech failed.");
}
