/** Program whose size is measured: a client and one call that answers JSON. */

import type { OperationTypes } from "@parley/contracts/xyz";
import { securitySchemes, serverUrl } from "@parley/contracts/xyz";
import { getTask } from "@parley/contracts/xyz/operations";
import { call, createApi } from "../index.ts";

const api = createApi<OperationTypes>({ securitySchemes, serverUrl }, { credentials: { endUserJwt: "token" } });
console.log(await call(api, getTask, { path: { id: "1" } }));
