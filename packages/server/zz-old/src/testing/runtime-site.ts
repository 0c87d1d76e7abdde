/** A site whose policy lets no page and no worker make code of text. */

import { createServer } from "node:http";
import { extname } from "node:path";
import { closeServer, listen } from "@parley/tooling/command";

/** A running site. */
export interface RuntimeSite {
  readonly origin: string;
  stop(): Promise<void>;
}

const mediaTypes: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Serves files by their names on a free port. */
export async function startSite(files: Readonly<Record<string, string>>): Promise<RuntimeSite> {
  const server = createServer(({ url = "" }, response) => {
    const text = files[url.slice(1)];
    response
      .writeHead(text === undefined ? 404 : 200, {
        "content-type": mediaTypes[extname(url)] ?? "text/plain",
        "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'",
      })
      .end(text);
  });
  const port = await listen(server, 0, "suite");
  return { origin: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}
