/** Ends the process in order when it is asked to. */

import type { CloseOptions } from "./close.ts";

/** Options of {@link closeOnSignals}. */
export interface CloseOnSignalsOptions extends CloseOptions {
  /** Signals that ask; SIGTERM and SIGINT by default. */
  readonly signals?: readonly NodeJS.Signals[];
  /** The process; another one in tests. */
  readonly process?: Pick<NodeJS.Process, "on" | "off" | "exit">;
}

/** What can be closed. */
export interface Closable {
  close(options: CloseOptions): Promise<unknown>;
}

/**
 * Closes hosts when the process is asked to end, and exits: with 0 when they are closed, with 1 when closing fails, and
 * at once with 1 when it is asked a second time. Gives a function that takes the listeners away.
 *
 * @example
 * ```ts
 * closeOnSignals(await listen(handler, { port: 4010 }), { deadline: 25_000, delay: 5_000 });
 * ```
 */
export function closeOnSignals(
  hosts: Closable | readonly Closable[],
  { signals = ["SIGTERM", "SIGINT"], process: target = process, ...options }: CloseOnSignalsOptions = {},
): () => void {
  let isAsked = false;
  function onSignal(): void {
    if (isAsked) target.exit(1);
    isAsked = true;
    Promise.all([hosts].flat().map((host) => host.close(options))).then(
      () => target.exit(0),
      () => target.exit(1),
    );
  }
  for (const signal of signals) target.on(signal, onSignal);
  return () => {
    for (const signal of signals) target.off(signal, onSignal);
  };
}
