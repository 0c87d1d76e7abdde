import type { Reply } from "@parley/chatzy";

/** Shows a reply; `show` gets the whole text each time, and what the agent is busy with. */
export async function showReply(reply: Reply, show: (text: string, busyWith?: string) => void): Promise<string> {
  let text = "";
  show(text, "thinking");
  for await (const event of reply) {
    if (event.type === "text_delta") text = event.text;
    if (event.type === "text_reset") text = "";
    if (event.type === "text_delta" || event.type === "message_end") show(text);
    if (event.type === "tool_start") show(text, "using a tool");
    if (event.type === "recovery_start") show(text, "reconnecting");
  }
  return text;
}
