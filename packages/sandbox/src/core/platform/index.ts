/** What platforms are to the sandbox. */

export { createFront, type Front } from "./front.ts";
export type { Platform, PlatformHandler, Services, Welcome } from "./platform.ts";
export { rememberWorlds } from "./world-of.ts";
