/**
 * Prints what an event costs: the Node host with its fast path, with and without checks, the same through a web stream,
 * and bare `node:http`. Each server is a process of its own; this one reads. Runs one after the other, so that ratios
 * hold on a machine whose speed does not.
 *
 * Usage: `pnpm bench [streams ...]`, by default 1000 and 5000 streams with an event each 100 ms, then 50 without pause.
 */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { StreamTaskEvent } from "@parley/contracts/xyz";
import { streamTask } from "@parley/contracts/xyz/streams";
import { streamTask as validators } from "@parley/contracts/xyz/validators";
import { listen } from "./node.ts";
import { takeStreamRun } from "./stream-body.ts";
import { streamResponse } from "./stream-response.ts";

const hosts = ["bare node:http", "fast path", "fast path, checked", "web stream"] as const;
type Host = (typeof hosts)[number];

/** What a server process tells of itself: CPU time in microseconds, memory in bytes. */
interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

const settleTime = 2_000;
const measuredTime = 5_000;

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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port; // of a port, not of a pipe
}

async function serveEvents(host: Host, pause: number): Promise<number> {
  const checks = host === "fast path, checked" ? { validators: validators.events } : { grammar: "off" as const };
  const { port } = await listen(
    () => {
      const response = streamResponse<StreamTaskEvent>((signal) => tokens(pause, signal), streamTask, checks);
      // Without its run a response is sent as any other.
      if (host === "web stream" && response.body) takeStreamRun(response.body);
      return response;
    },
    { port: 0 },
  );
  return port;
}

async function serve(host: Host, pause: number): Promise<void> {
  const port = await (host === "bare node:http" ? serveBare(pause) : serveEvents(host, pause));
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() } satisfies Usage);
  });
  process.send?.(port);
}

async function usage(server: ChildProcess): Promise<Usage> {
  server.send("usage");
  const [answer] = await once(server, "message");
  return answer as Usage; // what `serve` sends
}

/** Counts the events of a connection, and the milliseconds by which each one misses the pace. */
function read(socket: Socket, pause: number, seen: { events: number; errors: number[] }): void {
  let last = 0;
  socket.on("data", (bytes) => {
    let count = 0;
    for (let at = bytes.indexOf("\n\n"); at >= 0; at = bytes.indexOf("\n\n", at + 2)) count += 1;
    seen.events += count;
    if (pause === 0 || count === 0) return;
    const now = performance.now();
    if (last > 0) seen.errors.push(Math.abs(now - last - pause));
    last = now;
  });
}

async function measure(host: Host, streams: number, pause: number): Promise<string[]> {
  const server = fork(fileURLToPath(import.meta.url), [host, String(pause)], { serialization: "advanced" });
  const [port] = (await once(server, "message")) as [number]; // what `serve` sends first
  const idle = await usage(server);
  const seen = { events: 0, errors: [] as number[] };
  const sockets: Socket[] = [];
  for (let index = 0; index < streams; index += 1) {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nhost: bench\r\n\r\n");
    read(socket, pause, seen);
    sockets.push(socket);
    if (index % 100 === 99) await sleep(50);
  }
  await sleep(settleTime);
  const before = await usage(server);
  const events = seen.events;
  const start = performance.now();
  seen.errors.length = 0;
  await sleep(measuredTime);
  const after = await usage(server);
  const seconds = (performance.now() - start) / 1000;
  const count = seen.events - events;
  const errors = Float64Array.from(seen.errors).sort();
  const percentile = (share: number) =>
    pause > 0 ? `${(errors[Math.floor(errors.length * share)] ?? 0).toFixed(1)} ms` : "";
  for (const socket of sockets) socket.destroy();
  server.kill();
  await once(server, "exit");
  return [
    host,
    String(streams),
    Math.round(count / seconds).toLocaleString("en"),
    `${((after.cpu - before.cpu) / count).toFixed(2)} µs`,
    percentile(0.95),
    percentile(0.99),
    `${((after.memory - idle.memory) / 1024 / streams).toFixed(0)} KiB`,
  ];
}

async function main(): Promise<void> {
  if (process.argv.includes("--list")) {
    console.log(`Event streams through the Node host: ${hosts.join(", ")}`);
    return;
  }
  const counts = process.argv.slice(2).map(Number);
  const runs = (counts.length > 0 ? counts : [1_000, 5_000]).map((streams) => ({ streams, pause: 100 }));
  const columns = ["host", "streams", "events/s", "CPU per event", "off pace p95", "p99", "memory per stream"];
  const print = (row: readonly string[]) =>
    console.log(row.map((cell, index) => (index === 0 ? cell.padEnd(20) : cell.padStart(14))).join(" "));
  print(columns);
  for (const { streams, pause } of [...runs, { streams: 50, pause: 0 }]) {
    for (const host of hosts) print(await measure(host, streams, pause));
  }
}

const [, , first, second] = process.argv;
const host = hosts.find((name) => name === first);
if (host) await serve(host, Number(second));
else await main();
