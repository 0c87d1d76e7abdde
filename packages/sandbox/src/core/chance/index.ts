/** Chance that can be repeated: the same seed and the same requests give the same bytes. */

export { chancePositions, draw, seedOf, sowChance } from "./draw.ts";
export type { Chance } from "./source.ts";
export { createChance } from "./stream.ts";
