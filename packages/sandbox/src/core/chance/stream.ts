/** Streams of chance, each from a seed and a purpose. */

import { sha256 } from "@noble/hashes/sha2.js";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { type Chance, createSource } from "./source.ts";

/** Where a stream is: four numbers of 32 bits. */
export type StreamState = readonly number[];

/**
 * The stream of a seed for a purpose, from its beginning. Streams of other seeds or purposes have nothing to do with it,
 * so what is drawn for one purpose changes nothing in another.
 *
 * @example
 * const jitter = createChance("demo", `pacing/${run.id}`);
 * jitter.float();
 */
export function createChance(seed: string, purpose: string): Chance {
  return openStream(beginStream(seed, purpose)).chance;
}

/** Where the stream of a seed for a purpose begins. */
export function beginStream(seed: string, purpose: string): StreamState {
  // As JSON, so that no other seed and purpose make the same text.
  const digest = sha256(new TextEncoder().encode(JSON.stringify([seed, purpose])));
  const view = new DataView(digest.buffer, digest.byteOffset);
  return [0, 4, 8, 12].map((offset) => view.getInt32(offset));
}

/** A stream from where it is; `state` is where it has come to. */
export function openStream(state: StreamState): { readonly chance: Chance; readonly state: () => StreamState } {
  const generator = xoroshiro128plusFromState(state);
  return { chance: createSource(generator), state: () => generator.getState() };
}
