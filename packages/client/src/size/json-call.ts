/** Program whose size is measured: a client and one call that answers JSON. */

import type { paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import { createApiClient, unwrap } from "../index.ts";

const client = createApiClient<paths>(clientContract, { credentials: { endUserJwt: "token" } });
console.log(await unwrap(client.GET("/api/v1/tasks/{id}", { params: { path: { id: "1" } } })));
