/** The three platforms, alive: state, credentials, agents and streams behind the contracts. */

export type { Platform, PlatformHandler, Services, Welcome } from "./core/platform/index.ts";
export { platforms } from "./platforms.ts";
export { createSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";
