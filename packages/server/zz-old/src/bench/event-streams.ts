/**
 * What an event costs: the Node host with its fast path, with and without checks, the same through a web stream, and
 * bare `node:http`.
 *
 * Each server is a process of its own; this one reads. Runs come one after the other, so that ratios hold on a machine
 * whose speed does not.
 */

import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Measurement, Table } from "@parley/tooling/bench";
import { startServer } from "./server-process.ts";

const hosts = ["bare node:http", "fast path", "fast path, checked", "web stream"];
const loads = [
  { streams: 1_000, pause: 100 },
  { streams: 5_000, pause: 100 },
  { streams: 50, pause: 0 },
];
const settleTime = 2_000;
const measuredTime = 5_000;

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

async function measureHost(host: string, streams: number, pause: number): Promise<Record<string, string>> {
  const server = await startServer(new URL("./event-stream-server.ts", import.meta.url), host, String(pause));
  const idle = await server.usage();
  const seen = { events: 0, errors: [] as number[] };
  const sockets: Socket[] = [];
  for (let index = 0; index < streams; index += 1) {
    const socket = connect({ port: server.port, host: "127.0.0.1" });
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nhost: bench\r\n\r\n");
    read(socket, pause, seen);
    sockets.push(socket);
    if (index % 100 === 99) await sleep(50);
  }
  await sleep(settleTime);
  const before = await server.usage();
  const events = seen.events;
  const start = performance.now();
  seen.errors.length = 0;
  await sleep(measuredTime);
  const after = await server.usage();
  const seconds = (performance.now() - start) / 1000;
  const count = seen.events - events;
  const errors = Float64Array.from(seen.errors).sort();
  const percentile = (share: number) =>
    pause > 0 ? `${(errors[Math.floor(errors.length * share)] ?? 0).toFixed(1)} ms` : "";
  for (const socket of sockets) socket.destroy();
  await server.stop();
  return {
    "events/s": Math.round(count / seconds).toLocaleString("en"),
    "CPU per event": `${((after.cpu - before.cpu) / count).toFixed(2)} µs`,
    "off pace p95": percentile(0.95),
    "off pace p99": percentile(0.99),
    "memory per stream": `${((after.memory - idle.memory) / 1024 / streams).toFixed(0)} KiB`,
  };
}

async function measure(): Promise<Table> {
  const rows: Record<string, Record<string, string>> = {};
  for (const { streams, pause } of loads) {
    const pace = pause > 0 ? `an event each ${pause} ms` : "no pause";
    for (const host of hosts) {
      rows[`${streams.toLocaleString("en")} streams, ${pace}: ${host}`] = await measureHost(host, streams, pause);
    }
  }
  return rows;
}

/** Events per second, processor time of an event, pace and memory. */
export const eventStreams: Measurement = { name: "Open event streams", measure };
