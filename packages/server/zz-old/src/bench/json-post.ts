/** What a validated POST of JSON costs, beside what others who serve a contract cost. */

import { type Measurement, median, type Table } from "@parley/tooling/bench";
import autocannon from "autocannon";
import { type ServerProcess, startServer } from "./server-process.ts";

const names = {
  parley: "Parley, answers validated",
  bare: "node:http, same validators",
  fastify: "fastify + glue, answers not validated",
  "fastify-checked": "fastify + glue + response-validation",
  prism: "Prism 5.14.2, silent",
};

const path = "/ai_agent/get_access_token";
const body = JSON.stringify({
  user_id: "user123",
  chatbot_id: "8a1e3f18-991b-4a2e-9973-f53e7fc94ff1",
  client_api_key: "ak-xxxxxxxxxxx",
});
const post = { method: "POST", headers: { "content-type": "application/json" }, body } as const;
const rounds = 12;
/** Rounds that are not counted. */
const warmUp = 2;

interface Round {
  /** Requests per second. */
  readonly rate: number;
  /** Processor time of a request in microseconds. */
  readonly cpu: number;
}

/** A server that takes what it should refuse would be measured for nothing. */
async function check(name: string, { port }: ServerProcess): Promise<void> {
  const good = await fetch(`http://127.0.0.1:${port}${path}`, post);
  const bad = await fetch(`http://127.0.0.1:${port}${path}`, { ...post, body: '{"user_id":7}' });
  if (good.status !== 200 || bad.status < 400 || bad.status > 499) {
    throw new Error(`${name} answers ${good.status} and ${bad.status}`);
  }
}

async function run(server: ServerProcess): Promise<Round> {
  const before = await server.usage();
  const { requests, duration, non2xx, errors } = await autocannon({
    url: `http://127.0.0.1:${server.port}${path}`,
    connections: 50,
    duration: 1,
    ...post,
  });
  const after = await server.usage();
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests failed`);
  return { rate: requests.total / duration, cpu: (after.cpu - before.cpu) / requests.total };
}

async function measure(): Promise<Table> {
  const program = new URL("./json-post-server.ts", import.meta.url);
  const entries = Object.entries(names);
  const servers = await Promise.all(entries.map(([name]) => startServer(program, name)));
  const results: Round[][] = entries.map(() => []);
  try {
    for (const [index, server] of servers.entries()) await check(entries[index]?.[0] ?? "", server);
    // They take turns, so that what else the machine does befalls all of them.
    for (let round = 0; round < warmUp + rounds; round += 1) {
      for (const [index, server] of servers.entries()) {
        const result = await run(server);
        if (round >= warmUp) results[index]?.push(result);
      }
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
  const [ours = []] = results;
  const ratio = (theirs: readonly Round[], of: (ours: Round, theirs: Round) => number): string =>
    median(ours.map((round, index) => of(round, theirs[index] ?? round))).toFixed(2);
  const rows = results.map((theirs, index) => [
    entries[index]?.[1],
    {
      "requests/s": Math.round(median(theirs.map(({ rate }) => rate))),
      "CPU µs": median(theirs.map(({ cpu }) => cpu)).toFixed(1),
      "Parley against it, requests/s": ratio(theirs, (own, other) => own.rate / other.rate),
      "Parley against it, CPU": ratio(theirs, (own, other) => other.cpu / own.cpu),
    },
  ]);
  return Object.fromEntries(rows);
}

/** Requests per second and processor time of a request; medians of rounds in which all take turns. */
export const jsonPost: Measurement = {
  name: "POST of the Chatzy token operation, validated both ways, 50 connections",
  measure,
};
