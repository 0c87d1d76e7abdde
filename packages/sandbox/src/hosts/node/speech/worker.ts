/** The thread that speaks, so that none that serves streams has to wait. */

import { parentPort } from "node:worker_threads";
import { compileSynthesizer, speak } from "./synthesizer.ts";

/** What the thread is asked. */
export interface SpeechJob {
  readonly text: string;
  readonly voice: string;
}

/** What it answers. */
export type SpeechAnswer = { readonly wav: Uint8Array<ArrayBuffer> } | { readonly error: string };

const module = compileSynthesizer();

parentPort?.on("message", async ({ text, voice }: SpeechJob) => {
  try {
    const wav = await speak(await module, text, voice);
    parentPort?.postMessage({ wav } satisfies SpeechAnswer, [wav.buffer]);
  } catch (error) {
    parentPort?.postMessage({ error: String(error) } satisfies SpeechAnswer);
  }
});
