/** Worlds by their names, and which one a request is about. */

export type { WorldDocument } from "./document.ts";
export { draw, seedOf } from "./draw.ts";
export {
  createWorldResolver,
  findWorldName,
  type ResolveWorld,
  type WorldResolution,
  worldHeader,
} from "./resolve-world.ts";
export { type PlatformSeeds, type Seed, type SeedContext, type SeedName, seedNames } from "./seeds.ts";
export { isWorldError, WorldError, type WorldErrorCode } from "./world-error.ts";
export type { WorldRecord } from "./world-record.ts";
export { createWorlds, type WorldStart, type Worlds, type WorldsOptions } from "./worlds.ts";
