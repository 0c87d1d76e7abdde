/** Worlds in memory. */

export { createMemoryStore } from "./memory-store.ts";
