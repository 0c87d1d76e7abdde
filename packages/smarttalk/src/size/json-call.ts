/** Program whose size is measured: a client and one call that answers JSON. */

import { createSmartTalk, getPlanUsage, oauth } from "../index.ts";

const client = createSmartTalk({ auth: oauth("token", { chatModelId: "1" }) });
console.log(await getPlanUsage(client));
