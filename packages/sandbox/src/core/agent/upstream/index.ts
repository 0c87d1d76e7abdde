/** The agent that asks a model. */

export { createUpstreamAgent } from "./agent.ts";
export { defaultUpstreamLimits, type UpstreamLimits } from "./limits.ts";
export type { UpstreamOptions } from "./options.ts";
