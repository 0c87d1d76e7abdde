import { closeOnSignals, listen } from "@parley/server/node";
import { fetch } from "./handler.js";

const host = await listen(fetch, { port: 0 });
closeOnSignals(host);
console.log(host.url);
