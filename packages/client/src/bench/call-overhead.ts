/** How much longer a call takes than bare fetch does. */

import { createServer } from "node:http";
import type { paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import { type Measurement, type Table, timeFastest } from "@parley/tooling/bench";
import { closeServer, listen } from "@parley/tooling/command";
import createFetchClient from "openapi-fetch";
import { createApiClient, unwrap } from "../index.ts";

type Fetch = (request: Request) => Promise<Response>;

const headers = { "content-type": "application/json" };
const body = JSON.stringify({ success: true, data: { id: "1", status: "completed", output: { content: "Hello" } } });

/** Microseconds of one call by each way, and how they compare. */
async function compare(serverUrl: string, fetch: Fetch, count: number): Promise<Record<string, string>> {
  const own = createApiClient<paths>(clientContract, {
    baseUrl: serverUrl,
    fetch,
    credentials: { endUserJwt: "token" },
  });
  const authorization = "Bearer token";
  const client = createFetchClient<paths>({ baseUrl: serverUrl, fetch, headers: { authorization } });
  const repeat = (work: () => Promise<unknown>) => async () => {
    for (let index = 0; index < count; index += 1) await work();
  };
  const [bare, parley, openapiFetch] = await timeFastest(20, [
    repeat(async () =>
      (await fetch(new Request(`${serverUrl}/api/v1/tasks/1`, { headers: { authorization } }))).json(),
    ),
    repeat(() => unwrap(own.GET("/api/v1/tasks/{id}", { params: { path: { id: "1" } } }))),
    repeat(() => client.GET("/api/v1/tasks/{id}", { params: { path: { id: "1" } } })),
  ]);
  const microseconds = (time: number) => ((time / count) * 1000).toFixed(1);
  return {
    "fetch, µs": microseconds(bare),
    "parley, µs": microseconds(parley),
    "parley / fetch": (parley / bare).toFixed(2),
    "openapi-fetch, µs": microseconds(openapiFetch),
    "openapi-fetch / fetch": (openapiFetch / bare).toFixed(2),
  };
}

async function measure(): Promise<Table> {
  const inProcess = await compare("http://localhost", async () => new Response(body, { headers }), 500);
  const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
  const port = await listen(server, 0, "bench");
  try {
    return {
      "in process": inProcess,
      "over HTTP": await compare(`http://127.0.0.1:${port}`, fetch, 100),
    };
  } finally {
    await closeServer(server);
  }
}

/** Times of one JSON call with a token, the fastest of twenty runs. */
export const callOverhead: Measurement = { name: "One JSON call with a token, beside bare fetch", measure };
