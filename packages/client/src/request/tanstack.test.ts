import { type OperationTypes, securitySchemes, serverUrl } from "@parley/contracts/xyz";
import { getTask, listTasks } from "@parley/contracts/xyz/operations";
import { CancelledError, QueryClient } from "@tanstack/query-core";
import { expect, expectTypeOf, test } from "vitest";
import { createApi } from "./api.ts";
import { queryOptions } from "./tanstack.ts";

const asked: string[] = [];
const api = createApi<OperationTypes>(
  { securitySchemes, serverUrl },
  {
    baseUrl: "http://xyz.example",
    fetch: async (request) => {
      asked.push(request.url);
      return Response.json({ success: true, data: { id: "t1" } });
    },
  },
);

test("a query is fetched once per key", async () => {
  const client = new QueryClient();
  const options = queryOptions(api, getTask, { path: { id: "t1" } });
  const data = await client.fetchQuery({ ...options, staleTime: Number.POSITIVE_INFINITY });
  await client.fetchQuery({ ...options, staleTime: Number.POSITIVE_INFINITY });
  expect(data).toEqual({ success: true, data: { id: "t1" } });
  expect(asked).toEqual(["http://xyz.example/api/v1/tasks/t1"]);
  expectTypeOf(data.data.status).toEqualTypeOf<string>();
});

test("the key has the input and nothing of the call", () => {
  const options = queryOptions(api, listTasks, { query: { limit: 5 }, headers: { authorization: "Bearer x" } });
  expect(options.queryKey).toEqual(["listTasks", { query: { limit: 5 } }]);
});

test("cancelling the query aborts the request", async () => {
  const signals: AbortSignal[] = [];
  const slow = createApi<OperationTypes>(
    { securitySchemes, serverUrl },
    {
      baseUrl: "http://xyz.example",
      retry: { maxRetries: 0 },
      fetch: (request) =>
        new Promise((_resolve, reject) => {
          signals.push(request.signal);
          request.signal.addEventListener("abort", () => reject(request.signal.reason));
        }),
    },
  );
  const client = new QueryClient();
  const options = queryOptions(slow, getTask, { path: { id: "t1" } });
  const pending = client.fetchQuery({ ...options, retry: false }).catch((error: unknown) => error);
  await Promise.resolve();
  await client.cancelQueries({ queryKey: options.queryKey });
  expect(await pending).toBeInstanceOf(CancelledError);
  expect(signals.every((signal) => signal.aborted)).toBe(true);
});
