/** Runs a program that only reads files and writes a text, for a bounded time. */

import { spawn } from "node:child_process";
import type { Clock } from "@parley/clock";

/** How it ended. */
export type ProgramEnd =
  | { readonly kind: "text"; readonly text: string }
  /** It failed, was killed, wrote too much or could not be started; or it took too long. */
  | { readonly kind: "failed" | "late" };

/** How it is run. */
export interface ProgramOptions {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly timeout: number;
  /** Characters of its text. */
  readonly longest: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program with these parameters, and with nothing of what this process has been told.
 *
 * @throws The reason of the signal, when it is aborted meanwhile; the program is killed then.
 */
export async function runProgram(
  command: string,
  parameters: readonly string[],
  { clock, timeout, longest, signal }: ProgramOptions,
): Promise<ProgramEnd> {
  signal?.throwIfAborted();
  const child = spawn(command, parameters, {
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C.UTF-8" },
  });
  let isLate = false;
  let text = "";
  const stop = () => void child.kill("SIGKILL");
  const relief = new AbortController();
  signal?.addEventListener("abort", stop, { once: true });
  clock.sleep(timeout, relief.signal).then(
    () => {
      isLate = true;
      stop();
    },
    () => {},
  );
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    if (text.length > longest) stop();
  });
  const status = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  relief.abort();
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  if (isLate) return { kind: "late" };
  return status === 0 && text.length <= longest ? { kind: "text", text } : { kind: "failed" };
}
