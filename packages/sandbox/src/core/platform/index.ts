/** What platforms are to the sandbox. */

export { createExamples } from "./examples.ts";
export { type Branch, createFront, type Front } from "./front.ts";
export type { Platform, PlatformHandler, Services, Welcome } from "./platform.ts";
export { rememberWorlds } from "./world-of.ts";
