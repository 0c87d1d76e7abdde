/** Real speech: the embedded synthesiser in a thread of its own, one text after the other. */

import { Worker } from "node:worker_threads";
import type { Clock } from "@parley/clock";
import { readSpeechText, type Speech, SpeechError } from "../../../core/audio/index.ts";
import { toAscii, voices } from "./synthesizer.ts";
import type { SpeechAnswer, SpeechJob } from "./worker.ts";

/** How much is spoken. */
export interface NodeSpeechOptions {
  readonly clock: Clock;
  /** Characters of one text. */
  readonly longest?: number;
  /** Texts that wait. */
  readonly queue?: number;
  /** Milliseconds for one text, from its turn on. */
  readonly timeout?: number;
  /** The program of the thread. */
  readonly worker?: URL;
}

/** Speech, and how it is ended. */
export interface NodeSpeech extends Speech, AsyncDisposable {}

interface Waiting extends SpeechJob {
  readonly resolve: (wav: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes speech. The voices are English: other languages come with an accent, and without the letters that English has
 * not. The thread starts with the first text and keeps no process alive; one that hangs or dies is replaced.
 */
export function createNodeSpeech({
  clock,
  longest = 2_000,
  queue = 16,
  timeout = 30_000,
  worker: program = new URL("./worker.ts", import.meta.url),
}: NodeSpeechOptions): NodeSpeech {
  const waiting: Waiting[] = [];
  let current: Waiting | undefined;
  let thread: Worker | undefined;
  let relief = new AbortController();
  let isClosed = false;

  function startThread(): Worker {
    const started = new Worker(program);
    const isOurs = () => thread === started;
    started.on("message", (answer: SpeechAnswer) => {
      if (!isOurs()) return;
      if ("wav" in answer) settle((job) => job.resolve(answer.wav));
      else settle((job) => job.reject(failed()));
    });
    const onEnd = () => {
      if (!isOurs()) return;
      thread = undefined;
      settle((job) => job.reject(failed()));
    };
    started.once("error", onEnd);
    started.once("exit", onEnd);
    return started;
  }

  /** Ends the thread in the middle of its work: nothing else stops it. */
  function stopThread(): Promise<unknown> {
    const stopped = thread;
    thread = undefined;
    return stopped ? stopped.terminate() : Promise.resolve();
  }

  function settle(end: (job: Waiting) => void): void {
    relief.abort();
    const job = current;
    current = undefined;
    if (job) end(job);
    next();
  }

  function next(): void {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      thread?.unref();
      return;
    }
    thread ??= startThread();
    thread.ref();
    thread.postMessage({ text: current.text, voice: current.voice } satisfies SpeechJob);
    relief = new AbortController();
    clock.sleep(timeout, relief.signal).then(
      () => {
        void stopThread();
        settle((job) => job.reject(new SpeechError("speech_timeout", "The text was not spoken in time.")));
      },
      () => {},
    );
  }

  function withdraw(job: Waiting, error: unknown): void {
    const place = waiting.indexOf(job);
    if (place >= 0) waiting.splice(place, 1);
    job.reject(error);
    if (current !== job) return;
    void stopThread();
    settle(() => {});
  }

  return {
    mediaType: "audio/wav",
    voices,
    async synthesize(text, { voice = voices[0], signal } = {}) {
      signal?.throwIfAborted();
      if (isClosed) throw closed();
      if (!voices.some((known) => known === voice)) {
        throw new SpeechError("speech_unknown_voice", `The voices are ${voices.join(", ")}.`);
      }
      const spoken = toAscii(readSpeechText(text, longest));
      if (!/[A-Za-z0-9]/.test(spoken)) {
        throw new SpeechError("speech_empty", "There is nothing that an English voice can speak.");
      }
      if (waiting.length >= queue) throw new SpeechError("speech_busy", "Too many texts wait to be spoken.");
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
      const job: Waiting = { text: spoken, voice, resolve, reject };
      const onAbort = () => withdraw(job, signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      waiting.push(job);
      next();
      return promise.finally(() => signal?.removeEventListener("abort", onAbort));
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      for (const job of waiting.splice(0)) job.reject(closed());
      const stopping = stopThread();
      settle((job) => job.reject(closed()));
      await stopping;
    },
  };
}

function failed(): SpeechError {
  return new SpeechError("speech_failed", "The synthesiser failed.");
}

function closed(): SpeechError {
  return new SpeechError("speech_closed", "The synthesiser was closed.");
}
