/** Sends the events of a chat in one of the ways that `event-streams.ts` compares. */

import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { streamTask } from "@parley/contracts/xyz/streams";
import { streamTask as validators } from "@parley/contracts/xyz/validators";
import { listen as listenOn } from "@parley/tooling/command";
import { withView } from "../host/index.ts";
import { listen } from "../node/index.ts";
import { streamResponse } from "../stream/index.ts";
import { announce } from "./server-process.ts";

async function* tokens(pause: number, signal?: AbortSignal): AsyncGenerator<StreamTaskEvent> {
  yield { type: "history_done", data: { messageCount: 0, isStreaming: true } };
  // Spread over the interval, as real streams are.
  if (pause > 0) await sleep(Math.random() * pause);
  for (let due = performance.now(); !signal?.aborted; ) {
    due += pause;
    if (pause > 0) await sleep(Math.max(0, due - performance.now()));
    yield { type: "content", data: { text: "twenty bytes of text", isPartial: true } };
  }
}

async function serveBare(pause: number): Promise<number> {
  const server = createServer(async (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const left = new AbortController();
    response.on("close", () => left.abort());
    for await (const { type, data } of tokens(pause, left.signal)) {
      const hasRoom = response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      if (!hasRoom) await once(response, "drain", { signal: left.signal }).catch(() => {});
    }
  });
  return listenOn(server, 0, "bench");
}

async function serveEvents(host: string, pause: number): Promise<number> {
  const checks = host === "fast path, checked" ? { validators: validators.events } : { grammar: "off" as const };
  const { port } = await listen(
    () => {
      const response = streamResponse<StreamTaskEvent>((signal) => tokens(pause, signal), streamTask, checks);
      // Without its run a response is sent as any other.
      if (host === "web stream" && response.body) withView(response.body, {});
      return response;
    },
    { port: 0 },
  );
  return port;
}

const [, , host = "", pause] = process.argv;
announce(await (host === "bare node:http" ? serveBare(Number(pause)) : serveEvents(host, Number(pause))));
