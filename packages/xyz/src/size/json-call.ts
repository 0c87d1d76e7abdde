/** Program whose size is measured: a client and one call that answers JSON. */

import { createXyz, getTask } from "../index.ts";

console.log(await getTask(createXyz({ token: "token" }), "1"));
