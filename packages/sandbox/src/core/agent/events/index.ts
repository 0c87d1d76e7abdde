/** What an agent is: its input, its events, its tools, and how its turn ends. */

export type {
  Agent,
  AgentContext,
  AgentDocument,
  AgentInput,
  ApprovalDecision,
  ApprovalRequest,
  Turn,
} from "./agent.ts";
export { withEnding } from "./ending.ts";
export {
  type AgentErrorCode,
  type AgentEvent,
  type AgentEventType,
  type ApprovalOutcome,
  type DoneEvent,
  type ErrorEvent,
  isTerminal,
  type OverflowStage,
  type UpstreamErrorCode,
} from "./event.ts";
export type { Json, JsonObject } from "./json.ts";
export type { Tool, ToolContext } from "./tool.ts";
