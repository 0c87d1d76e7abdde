/** Program whose size is measured: a client that refreshes its token, and a stream that is read on after a drop. */

import { createXyz, getTask, streamTask } from "../index.ts";

const xyz = createXyz({ fetchToken: () => fetch("/chat-token", { method: "POST" }) });
console.log(await getTask(xyz, "1"));
for await (const event of await streamTask(xyz, "1")) console.log(event);
