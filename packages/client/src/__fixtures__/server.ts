/** A real HTTP server for a test. */

import { createServer, type RequestListener } from "node:http";
import { closeServer, listen } from "@parley/tooling/command";
import { onTestFinished } from "vitest";

/** Starts a server on a free port; it ends with the test. */
export async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listen(server, 0, "test");
  onTestFinished(() => closeServer(server));
  return `http://127.0.0.1:${port}`;
}
