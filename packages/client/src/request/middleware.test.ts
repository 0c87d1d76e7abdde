/** Middleware of openapi-fetch sees each call once, whatever the engine below does for it. */

import { describe, expect, test } from "vitest";
import { call, createThing, getThing, listThings } from "../__fixtures__/calls.ts";
import { answer, createThings } from "../__fixtures__/things.ts";

describe("middleware", () => {
  test("sees a call once, without its credentials, and its last answer", async () => {
    const seen: string[] = [];
    const things = createThings([answer(503), answer(200, [])], { credentials: { token: "hunter2" } });
    things.client.use({
      onRequest: ({ request, schemaPath }) => {
        seen.push(`${request.method} ${schemaPath} ${request.headers.get("authorization")}`);
      },
      onResponse: ({ response }) => {
        seen.push(String(response.status));
      },
    });
    const pending = call(things.client, listThings);
    await things.clock.advance(250);
    expect(await pending).toEqual([]);
    expect(seen).toEqual(["GET /things null", "200"]);
    expect(things.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer hunter2", "Bearer hunter2"]);
  });

  test("may replace the request, and every attempt is the new one", async () => {
    const things = createThings([answer(503), answer(503), answer(201, { id: "1" })], {
      operations: { [createThing]: { id: "createThing", idempotent: true } },
    });
    things.client.use({
      onRequest: ({ request }) =>
        new Request(request.url, { method: "POST", headers: { "x-a": "b" }, body: "mine", redirect: "manual" }),
    });
    const pending = call(things.client, createThing, { body: { name: "a" } });
    await things.clock.advance(10_000);
    expect(await pending).toEqual({ id: "1" });
    const expected = {
      method: "POST",
      url: "https://things.example/v1/things",
      headers: { "content-type": "text/plain;charset=UTF-8", "x-a": "b" },
      body: "mine",
    };
    expect(things.received).toEqual([expected, expected, expected]);
  });

  test("that replaces request and response leaves the errors and options of the call as they are", async () => {
    const things = createThings([answer(404, { reason: "gone", message: "No" })], {
      credentials: { token: "hunter22" },
    });
    things.client.use({
      onRequest: ({ request }) => new Request(request.url, { headers: { "x-secret": "hunter33" } }),
      onResponse: ({ response }) => new Response(response.body, response),
    });
    const failing = call(things.client, getThing, { path: { id: "1" }, timeout: 5 });
    await expect(failing).rejects.toMatchObject({ operationId: "getThing", isDocumented: true, status: 404 });
  });

  test("may answer itself", async () => {
    const { client, received } = createThings([answer(500)]);
    client.use({ onRequest: () => answer(200, { id: "cached" }) });
    expect(await call(client, getThing, { path: { id: "1" } })).toEqual({ id: "cached" });
    expect(received).toEqual([]);
  });

  test.each<[string, (response: Response) => Promise<unknown>]>([
    ["its text", (response) => response.text()],
    ["its JSON", (response) => response.json()],
    ["its bytes", (response) => response.arrayBuffer()],
    ["its body", (response) => new Response(response.body).text()],
    ["a clone", (response) => response.clone().text()],
  ])("may read of the answer %s, and the caller has it all the same", async (_name, read) => {
    const { client } = createThings([answer(200, [{ id: "1" }])]);
    const seen: unknown[] = [];
    client.use({
      onResponse: async ({ response }) => {
        seen.push(await read(response), response.url);
      },
    });
    expect(await call(client, listThings)).toEqual([{ id: "1" }]);
    expect(seen).toHaveLength(2);
  });

  test("is told of errors, and may answer them", async () => {
    const names: unknown[] = [];
    const { client } = createThings([new TypeError("fetch failed")], { retry: { maxRetries: 0 } });
    client.use({
      onError: ({ error }) => {
        names.push((error as Error).name); // an error of this package
        return answer(200, []);
      },
    });
    expect(await call(client, listThings)).toEqual([]);
    expect(names).toEqual(["ConnectionError"]);
  });

  test("whose programming errors end the call as they are, and nothing is tried again", async () => {
    const error = new RangeError("mine");
    const { client, received } = createThings([answer(200, [])]);
    client.use({
      onResponse: () => {
        throw error;
      },
    });
    await expect(call(client, listThings)).rejects.toBe(error);
    expect(received).toHaveLength(1);
  });

  test("can be taken off again", async () => {
    const { client, received } = createThings([answer(200, [])]);
    const cached = { onRequest: () => answer(200, [{ id: "cached" }]) };
    client.use(cached);
    client.eject(cached);
    expect(await call(client, listThings)).toEqual([]);
    expect(received).toHaveLength(1);
  });
});
