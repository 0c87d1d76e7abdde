import { fetch } from "./handler.js";

// Bun closes a connection that is silent for 10 seconds; heartbeats come every 15.
const { url } = Bun.serve({ hostname: "127.0.0.1", port: 0, idleTimeout: 60, fetch: (request) => fetch(request) });
console.log(url.href);
