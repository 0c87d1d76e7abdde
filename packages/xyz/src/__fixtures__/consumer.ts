/** A project that installed the package: type-checked and run outside of the workspace. */

import { createXyz, getTask as readTask, type Task, unwrap, type Xyz } from "@parley/xyz";
import { createXyzChatTransport } from "@parley/xyz/ai-sdk";
import { streamTaskEvents } from "@parley/xyz/operations";
import { createTokenEndpoint } from "@parley/xyz/server";

const xyz: Xyz = createXyz({ token: "token", fetch: async () => Response.json({ success: true, data: { id: "1" } }) });
const { data } = await unwrap(xyz.GET("/api/v1/tasks/{id}", { params: { path: { id: "1" } } }));
const task: Task = await readTask(xyz, "1");
if (task.id !== data.id) throw new Error("getTask gave another task");

const handle = createTokenEndpoint({ appId: "1", appSecret: "2", getEndUserId: () => undefined });
const { status } = await handle(new Request("https://shop.example/token", { method: "POST" }));
if (status !== 401) throw new Error(`The token endpoint answered ${status}`);

const transport = createXyzChatTransport(xyz);
if (typeof transport.sendMessages !== "function") throw new Error("createXyzChatTransport made no transport");

// @ts-expect-error The path is missing.
await xyz.GET("/api/v1/tasks/{id}", {}).catch(() => {});
if (streamTaskEvents.resume !== "replay") throw new Error("The stream does not replay");
