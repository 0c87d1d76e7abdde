import { createManualClock } from "@parley/clock/manual";
import { type AgentInput, scriptedAgent, shopTools } from "@parley/sandbox/core/agent";

const input: AgentInput = {
  history: [],
  message: "Wo ist meine Bestellung 4711?",
  tools: shopTools,
  clock: createManualClock(),
  random: () => 0.5,
  signal: new AbortController().signal,
};
for await (const event of scriptedAgent(input)) {
  if (event.type === "tool_call") console.log(event.toolName, event.arguments);
  if (event.type === "done") console.log(event.text);
}
