/** Program whose size is measured: a client that refreshes its token, one call that answers JSON and one that streams. */

import { createXyz, getTask, openStream } from "../index.ts";
import { streamTask, streamTaskEvents } from "../operations.ts";

const xyz = createXyz({ fetchToken: async () => (await fetch("/chat-token", { method: "POST" })).text() });
console.log(await getTask(xyz, "1"));
for await (const event of await openStream(xyz, streamTask, streamTaskEvents, { path: { id: "1" } })) {
  console.log(event);
}
