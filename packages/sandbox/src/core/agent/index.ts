/** Agents: what they are given, what they give, the one that needs no model, and the shop that it works for. */

export {
  type Agent,
  type AgentContext,
  type AgentDocument,
  type AgentErrorCode,
  type AgentEvent,
  type AgentEventType,
  type AgentInput,
  type ApprovalDecision,
  type ApprovalOutcome,
  type ApprovalRequest,
  type DoneEvent,
  type ErrorEvent,
  isTerminal,
  type Json,
  type JsonObject,
  type OverflowStage,
  type Tool,
  type ToolContext,
  type Turn,
  type UpstreamErrorCode,
  withEnding,
} from "./events/index.ts";
export { type Magic, type MagicName, magicNames, magicSyntax, readMagic, requestedFailure } from "./magic/index.ts";
export { scriptedAgent } from "./scripted/index.ts";
export { type Order, orders, shop, shopTools } from "./shop/index.ts";
export { detectLanguage, type Language } from "./texts/index.ts";
export {
  type WithSpeechOptions,
  type WithTranscriptionOptions,
  withSpeech,
  withTranscription,
} from "./voice/index.ts";
