import { fetch } from "./handler.js";

Deno.serve({ hostname: "127.0.0.1", port: 0 }, (request) => fetch(request));
