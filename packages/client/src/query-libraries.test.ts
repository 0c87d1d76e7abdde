/** openapi-react-query and swr-openapi work on a client as it is. */

import type { paths } from "@parley/contracts/xyz";
import { clientContract } from "@parley/contracts/xyz/client";
import { QueryClient } from "@tanstack/react-query";
import createQueryClient from "openapi-react-query";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { type Middleware, SWRConfig, unstable_serialize } from "swr";
import { createQueryHook } from "swr-openapi";
import { expect, test } from "vitest";
import { answer, createThings } from "./__fixtures__/things.ts";
import { createApiClient } from "./request/index.ts";

const params = { path: { id: "1" } };

test("openapi-react-query reads, and a refusal is its error", async () => {
  const things = createThings([answer(200, { id: "1" }), answer(404, { reason: "gone" })], {
    credentials: { token: "t" },
  });
  const api = createQueryClient(things.client);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  expect(await queries.fetchQuery(api.queryOptions("get", "/things/{id}", { params }))).toEqual({ id: "1" });
  const other = api.queryOptions("get", "/things/{id}", { params: { path: { id: "2" } } });
  await expect(queries.fetchQuery(other)).rejects.toEqual({ reason: "gone" });
  expect(things.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ["https://things.example/v1/things/1", "Bearer t"],
    ["https://things.example/v1/things/2", "Bearer t"],
  ]);
});

test("swr-openapi gives its hook the data of an operation", async () => {
  const received: (string | null)[] = [];
  const client = createApiClient<paths>(clientContract, {
    baseUrl: "https://things.example",
    credentials: { endUserJwt: "t" },
    fetch: async ({ headers }) => {
      received.push(headers.get("authorization"));
      return answer(200, { success: true, data: { id: "1" } });
    },
  });
  const useTasks = createQueryHook(client, "xyz");
  let fetched: unknown;
  /** Fetches at once, since nothing is fetched while a page is rendered to text. */
  const fetchNow: Middleware = (useNext) => (key, fetcher, config) => {
    const [given] = unstable_serialize(key) ? [key] : [];
    fetched = (fetcher as (key: unknown) => unknown)(given); // what swr-openapi gives
    return useNext(key, fetcher, config);
  };
  function Task() {
    const { data } = useTasks("/api/v1/tasks/{id}", { params });
    return createElement("p", null, data?.data.id ?? "none");
  }
  const page = createElement(SWRConfig, { value: { use: [fetchNow] } }, createElement(Task));
  expect(renderToString(page)).toBe("<p>none</p>");
  expect(await fetched).toEqual({ success: true, data: { id: "1" } });
  expect(received).toEqual(["Bearer t"]);
});
