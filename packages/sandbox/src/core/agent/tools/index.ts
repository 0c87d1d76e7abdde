/** How tools are called, and what they may know. */

export { createCallId } from "./call-id.ts";
export { type ToolOutcome, type UseToolOptions, useTool } from "./use-tool.ts";
