/** Program whose size is measured: a client that refreshes its token, one call that answers JSON and one that streams. */

import { createXyz, getTask, openStream } from "../index.ts";
import { streamTaskEvents } from "../operations.ts";

const xyz = createXyz({ fetchToken: () => fetch("/chat-token", { method: "POST" }) });
console.log(await getTask(xyz, "1"));
const params = { path: { id: "1" } };
for await (const event of await openStream(xyz, "get", "/api/v1/tasks/{id}/stream", streamTaskEvents, { params })) {
  console.log(event);
}
