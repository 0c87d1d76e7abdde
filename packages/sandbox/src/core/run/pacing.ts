/** How quickly events come. */

import type { Clock } from "@parley/clock";
import type { Chance } from "../chance/index.ts";
import { RunError } from "./run-error.ts";

/** A speed. */
export interface Pacing {
  /** Milliseconds before the first event. */
  readonly firstEvent: number;
  readonly eventsPerSecond: number;
  /** How much longer or shorter a pause may be, as a part of it: from 0, always the same, up to 1. */
  readonly jitter: number;
  /** Characters of text in one event, more or less; `Infinity` leaves texts whole. */
  readonly chunk: number;
}

/** Speeds by their names. */
export const pacings = {
  /** All at once. */
  instant: { firstEvent: 0, eventsPerSecond: Number.POSITIVE_INFINITY, jitter: 0, chunk: Number.POSITIVE_INFINITY },
  /** A small model nearby. */
  fast: { firstEvent: 150, eventsPerSecond: 50, jitter: 0.2, chunk: 24 },
  /** As people are used to. */
  typical: { firstEvent: 600, eventsPerSecond: 20, jitter: 0.3, chunk: 16 },
  /** Few and large pieces, at any time. */
  "slow-3g": { firstEvent: 2_000, eventsPerSecond: 3, jitter: 0.8, chunk: 60 },
  /** Thinks for long, then speaks as usual. */
  reasoning: { firstEvent: 8_000, eventsPerSecond: 25, jitter: 0.3, chunk: 16 },
} as const satisfies Readonly<Record<string, Pacing>>;

/** Name of a speed. */
export type PacingName = keyof typeof pacings;

/** The header that chooses a speed. */
export const pacingHeader = "X-Parley-Pacing";
/** The parameter of a query that does. */
export const pacingParameter = "parley-pacing";

/** The speed of this name. @throws RunError `unknown_pacing` */
export function findPacing(name: string): Pacing {
  const found = Object.entries(pacings).find(([known]) => known === name);
  if (found) return found[1];
  const names = Object.keys(pacings).join(", ");
  throw new RunError(
    "unknown_pacing",
    `There is no pacing ${JSON.stringify(name.slice(0, 80))}: it is one of ${names}.`,
  );
}

/** The speed that a request asks for, in its header or else in its query. @throws RunError `unknown_pacing` */
export function choosePacing(request: Request, fallback: Pacing): Pacing {
  const name = request.headers.get(pacingHeader) ?? new URL(request.url).searchParams.get(pacingParameter);
  return name === null ? fallback : findPacing(name);
}

/** Holds events back until it is time for them. */
export interface Pacer {
  /** Resolves when it is time for the next event. @throws The reason of the signal. */
  wait(signal?: AbortSignal): Promise<void>;
  /** Texts that are as long as one event may be. Together they are the text. */
  cut(text: string): readonly string[];
  /** Goes on with another speed, whose next event is its first. */
  change(pacing: Pacing): void;
}

/** Makes a pacer. Events that come late make the next ones no later, and give them no less of a pause. */
export function createPacer(initial: Pacing, { clock, chance }: { clock: Clock; chance: Chance }): Pacer {
  let pacing = initial;
  let due: number | undefined;

  return {
    wait: async (signal) => {
      const mean = due === undefined ? pacing.firstEvent : 1_000 / pacing.eventsPerSecond;
      if (mean === 0) {
        due ??= clock.now();
        return;
      }
      const pause = vary(mean, pacing.jitter, chance);
      const now = clock.now();
      // Not from now on, so that what a timer is late adds up to nothing; and no longer than one pause, wherever the clock
      // was set to meanwhile.
      due = Math.min(Math.max((due ?? now) + pause, now), now + pause);
      if (due > now) await clock.sleep(due - now, signal);
    },
    cut: (text) => {
      if (text.length <= pacing.chunk) return [text];
      const characters = [...text];
      const pieces: string[] = [];
      for (let start = 0; start < characters.length; ) {
        const size = Math.max(1, Math.round(vary(pacing.chunk, pacing.jitter, chance)));
        pieces.push(characters.slice(start, start + size).join(""));
        start += size;
      }
      return pieces;
    },
    change: (next) => {
      pacing = next;
      due = undefined;
    },
  };
}

function vary(mean: number, jitter: number, chance: Chance): number {
  return mean * (1 + jitter * (2 * chance.float() - 1));
}
