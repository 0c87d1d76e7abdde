/** The server that `runtime-suite.ts` talks to. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { closeServer, listen } from "@parley/tooling/command";

/** A running server. */
export interface RuntimeServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Starts the server on a free port; it also serves the bundled suite to a browser. */
export async function startRuntimeServer(suite: string): Promise<RuntimeServer> {
  const seen = new Set<string>();
  const closed = new Map<string, PromiseWithResolvers<void>>();
  const closeOf = (id: string) => {
    const close = closed.get(id) ?? Promise.withResolvers<void>();
    closed.set(id, close);
    return close;
  };

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse, id: string) => unknown>> =
    {
      "": (_request, response) => response.setHeader("content-type", "text/html").end("<title>Suite</title>"),
      "suite.js": (_request, response) => response.setHeader("content-type", "text/javascript").end(suite),

      notes: ({ headers: { authorization = "" } }, response, id) => {
        if (id === "missing") return answer(response, 404, { message: "no such note" });
        if (id === "guarded" && authorization !== "Bearer valid") return answer(response, 401, {});
        if (id.startsWith("flaky") && !seen.has(id)) {
          seen.add(id);
          return answer(response, 503, {});
        }
        return answer(response, 200, { id, credential: authorization });
      },

      files: async (request, response) => {
        const headers = { "content-type": request.headers["content-type"] ?? "" };
        const form = await new Response(await buffer(request), { headers }).formData();
        const parts = [...form].map(async ([name, part]) =>
          typeof part === "string" ? [name, part] : [name, part.name, part.type, await part.text()],
        );
        answer(response, 200, await Promise.all(parts));
      },

      bytes: (_request, response) =>
        response.setHeader("content-type", "application/octet-stream").end(Uint8Array.of(0, 127, 128, 255)),

      words: async (_request, response, id) => {
        response.on("close", () => closeOf(id).resolve());
        response.setHeader("content-type", "text/event-stream");
        if (id !== "all") return response.write('event: word\ndata: "first"\n\n');
        const text = ["zażółć", " gęślą", " jaźń", " 🐢"].map((word) => `event: word\ndata: "${word}"\n\n`).join("");
        for (const byte of Buffer.from(`${text}event: done\ndata: null\n\n`)) {
          if (!response.write(Uint8Array.of(byte))) await once(response, "drain");
        }
        return response.end();
      },

      closed: async (_request, response, id) => {
        await closeOf(id).promise;
        answer(response, 200, true);
      },
    };

  const server = createServer((request, response) => {
    const [route = "", id = ""] = (request.url ?? "").slice(1).split("/").map(decodeURIComponent);
    const handle = routes[route];
    if (handle) handle(request, response, id);
    else answer(response, 404, {});
  });
  const port = await listen(server, 0, "suite");
  return { origin: `http://127.0.0.1:${port}`, stop: () => closeServer(server) };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "retry-after-ms": "0" }).end(JSON.stringify(body));
}
