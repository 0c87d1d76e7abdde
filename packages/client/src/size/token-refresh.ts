/** Program whose size is measured: a client that refreshes its token, one call that answers JSON and one that streams. */

import type { paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import { streamTask } from "@parley/contracts/xyz/streams";
import { createApiClient, createTokenSource, openStream, unwrap } from "../index.ts";

const fetchToken = () => fetch("/token", { method: "POST" });
const credentials = { endUserJwt: createTokenSource({ fetchToken }) };
const client = createApiClient<paths>(clientContract, { credentials });
const params = { path: { id: "1" } };
console.log(await unwrap(client.GET("/api/v1/tasks/{id}", { params })));
for await (const event of await openStream(client, "get", "/api/v1/tasks/{id}/stream", streamTask, { params })) {
  console.log(event);
}
