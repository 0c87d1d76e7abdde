/** Chance that can be repeated: the same seed and the same requests give the same bytes. */

export type { Chance } from "./source.ts";
export { beginStream, createChance, openStream, type StreamState } from "./stream.ts";
