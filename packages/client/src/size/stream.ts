/** Program whose size is measured: a client, one call that answers JSON and one that streams. */

import type { OperationTypes } from "@parley/contracts/xyz";
import { securitySchemes, serverUrl } from "@parley/contracts/xyz";
import { getTask, streamTask } from "@parley/contracts/xyz/operations";
import { streamTask as streamTaskEvents } from "@parley/contracts/xyz/streams";
import { call, createApi, openStream } from "../index.ts";

const api = createApi<OperationTypes>({ securitySchemes, serverUrl }, { credentials: { endUserJwt: "token" } });
const path = { id: "1" };
console.log(await call(api, getTask, { path }));
for await (const event of await openStream(api, streamTask, streamTaskEvents, { path })) console.log(event);
