/** The agent that needs no model. */

export { scriptedAgent } from "./agent.ts";
