/** What a server costs under loads that were too much for it once, and how long others wait beside them. */

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Measurement, Table } from "@parley/tooling/bench";
import { type ServerProcess, startServer } from "./server-process.ts";

const program = new URL("./busy-server.ts", import.meta.url);
const user = "host: bench\r\nauthorization: Bearer x\r\n";
const task = "/api/v1/tasks/c37c1d78-4d23-4e53-949a-ddd775f25e01";
const mebibyte = 1_048_576;

/** Runs a load against a new server; gives the most memory that it took in MB, over what it took before. */
async function memoryOf(load: (server: ServerProcess) => Promise<void>): Promise<string> {
  const server = await startServer(program);
  try {
    // What is compiled and kept at the first request is not of the load.
    await fetch(`http://127.0.0.1:${server.port}${task}`, { headers: { authorization: "Bearer x" } });
    const before = (await server.usage()).memory;
    let most = before;
    let isOver = false;
    async function watch(): Promise<void> {
      while (!isOver) {
        most = Math.max(most, (await server.usage()).memory);
        await sleep(20);
      }
    }
    const watching = watch();
    await load(server);
    isOver = true;
    await watching;
    return `${((most - before) / mebibyte).toFixed(0)} MB`;
  } finally {
    await server.stop();
  }
}

/** 43 KB of requests on one connection whose client reads nothing. */
async function pipeline({ port }: ServerProcess): Promise<void> {
  const request = `GET ${task} HTTP/1.1\r\n${user}\r\n`;
  const socket = connect({ port, host: "127.0.0.1" });
  socket.pause();
  socket.write(request.repeat(Math.ceil(43_000 / request.length)));
  await sleep(3_000);
  socket.destroy();
}

async function upload({ port }: ServerProcess, size: number): Promise<void> {
  const form = new FormData();
  form.set("message", "Add up.");
  form.append("files", new File([new Uint8Array(size)], "a.bin"));
  const address = `http://127.0.0.1:${port}/api/v1/tasks`;
  const response = await fetch(address, { method: "POST", body: form, headers: { authorization: "Bearer x" } });
  if (!(await response.text()).includes('"1"')) throw new Error(`An upload was answered with ${response.status}`);
}

async function ping(port: number): Promise<number> {
  const start = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/nothing`);
  await response.text();
  return performance.now() - start;
}

async function pingBesideStreams(count: number): Promise<string> {
  const server = await startServer(program);
  const sockets: Socket[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const socket = connect({ port: server.port, host: "127.0.0.1" });
      await once(socket, "connect");
      socket.write(`GET ${task}/stream HTTP/1.1\r\n${user}\r\n`);
      socket.resume();
      sockets.push(socket);
    }
    await sleep(1_000);
    const times: number[] = [];
    for (let index = 0; index < 40; index += 1) times.push(await ping(server.port));
    times.sort((left, right) => left - right);
    return `${(times[20] ?? 0).toFixed(0)} ms, ${(times[37] ?? 0).toFixed(0)} ms for 95 in 100`;
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.stop();
  }
}

async function measure(): Promise<Table> {
  const six = (size: number) => (server: ServerProcess) =>
    Promise.all(Array.from({ length: 6 }, () => upload(server, size))).then(() => {});
  return {
    "43 KB of pipelined GETs, answers of 450 KB": { value: await memoryOf(pipeline) },
    "six uploads of 45 MB": { value: await memoryOf(six(45 * mebibyte)) },
    "a ping beside 50 streams without a pause": { value: await pingBesideStreams(50) },
  };
}

/** Memory and waiting times under load. */
export const busy: Measurement = { name: "Memory and waiting under load", measure };
