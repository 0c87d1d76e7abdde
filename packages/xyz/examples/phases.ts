import { createXyz, streamTask } from "@parley/xyz";

const xyz = createXyz({ apiKey: process.env.XYZ_API_KEY, baseUrl: process.env.XYZ_URL });

for await (const event of await streamTask(xyz, "1f6c2a90-4b7e-4d35-8c21-7e0d9a5b3f44")) {
  switch (event.type) {
    case "history_message":
      console.log(`${event.data.role}: ${event.data.content}`);
      break;
    case "content":
      // What was there before you came (catch-up) needs no typing effect; what happens now (live) may have one.
      process.stdout.write(event.phase === "live" ? `|${event.data.text}` : event.data.text);
      break;
    case "tool_call":
    case "tool_result":
      console.log(event.type, event.data.callId, event.data.status);
      break;
    case "done":
      console.log("\n", event.data.finalResponse.length, "characters");
      break;
  }
}
