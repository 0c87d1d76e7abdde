import { approveToolCall, createTask, createXyz, streamTask } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

const message = "Write the price list to downloads/prices.md.";
const { id } = await createTask(xyz, { message, autoExecute: false });
for await (const event of await streamTask(xyz, id)) {
  if (event.type === "tool_call" && event.data.status === "awaiting_approval") {
    const { callId, toolName, args } = event.data;
    const outcome = toolName === "write_file" ? "proceed_once" : "cancel";
    const { approved } = await approveToolCall(xyz, id, { callId, outcome });
    console.log(approved ? "Allowed" : "Refused", toolName, args.path);
  }
}
