/** Program whose size is measured: a client that refreshes its token, one call that answers JSON and one that streams. */

import type { OperationTypes } from "@parley/contracts/xyz";
import { securitySchemes, serverUrl } from "@parley/contracts/xyz";
import { getTask, streamTask } from "@parley/contracts/xyz/operations";
import { streamTask as streamTaskEvents } from "@parley/contracts/xyz/streams";
import { call, createApi, createTokenSource, openStream } from "../index.ts";

const fetchToken = async () => (await fetch("/token", { method: "POST" })).text();
const credentials = { endUserJwt: createTokenSource({ fetchToken }) };
const api = createApi<OperationTypes>({ securitySchemes, serverUrl }, { credentials });
const path = { id: "1" };
console.log(await call(api, getTask, { path }));
for await (const event of await openStream(api, streamTask, streamTaskEvents, { path })) console.log(event);
