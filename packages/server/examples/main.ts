/** Runs the examples on one port: `npx node --conditions=@parley/source examples/main.ts`. */

import { closeOnSignals, listen } from "@parley/server/node";
import { fetch as chatzy } from "./chatzy.ts";
import { fetch as smarttalk } from "./smarttalk.ts";
import { fetch as xyz } from "./xyz.ts";

const host = await listen(
  (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/ai_agent/")) return chatzy(request);
    return pathname.startsWith("/api/v1/") ? xyz(request) : smarttalk(request);
  },
  { port: 0 },
);
closeOnSignals(host);
console.log(`POST ${host.url}/ai_agent/get_access_token`);
console.log(`GET  ${host.url}/api/v1/tasks/task-1/stream`);
console.log(`POST ${host.url}/api/chat`);
