/** How many tokens are fetched when many calls are refused at once. */

import type { paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import type { Measurement, Table } from "@parley/tooling/bench";
import { createApiClient, createTokenSource, unwrap } from "../index.ts";

/** Calls at the same time, with a token that the server does not take any more. */
async function storm(calls: number): Promise<Record<string, number>> {
  let requests = 0;
  let refusals = 0;
  let refreshes = 0;
  const fetch = async ({ headers }: Request) => {
    requests += 1;
    if (headers.get("authorization") === "Bearer new") return Response.json({ success: true, data: { id: "1" } });
    refusals += 1;
    return Response.json({ success: false, error: { code: "AUTH_REQUIRED", message: "Expired" } }, { status: 401 });
  };
  const fetchToken = async () => {
    refreshes += 1;
    return "new";
  };
  const credentials = { endUserJwt: createTokenSource({ token: "old", fetchToken }) };
  const client = createApiClient<paths>(clientContract, { baseUrl: "http://localhost", fetch, credentials });
  const params = { path: { id: "1" } };
  await Promise.all(Array.from({ length: calls }, () => unwrap(client.GET("/api/v1/tasks/{id}", { params }))));
  return { requests, refused: refusals, refreshes, "401s a refresh": refusals / refreshes };
}

async function measure(): Promise<Table> {
  return { "10 calls": await storm(10), "100 calls": await storm(100), "1000 calls": await storm(1000) };
}

/** Requests, refusals and fetched tokens of calls in parallel. */
export const refreshStorm: Measurement = { name: "Parallel calls with an expired token", measure };
