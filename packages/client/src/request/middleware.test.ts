import { describe, expect, test } from "vitest";
import { answer, createThing, createThings, getThing, listThings } from "../__fixtures__/things.ts";
import { createTokenSource } from "../auth/index.ts";
import type { Middleware } from "./api.ts";
import { call } from "./call.ts";

describe("the chain", () => {
  test("sees the request from the first to the last and the response from the last to the first", async () => {
    const log: string[] = [];
    const named =
      (name: string): Middleware =>
      async (request, next, { operation, attempt }) => {
        log.push(`${name} ${operation.id} ${operation.method} ${attempt}`);
        const response = await next(request);
        log.push(`${name} ${response.status}`);
        return response;
      };
    const { api } = createThings([answer(201)], { use: [named("outer"), named("inner")] });
    await call(api, createThing, { body: { name: "a" } });
    expect(log).toEqual(["outer createThing post 1", "inner createThing post 1", "inner 201", "outer 201"]);
  });

  test("counts every request: retries and the replay after 401", async () => {
    const attempts: number[] = [];
    const count: Middleware = (request, next, { attempt }) => {
      attempts.push(attempt);
      return next(request);
    };
    const { api, clock } = createThings([answer(503), answer(401), answer(200, [])], {
      use: [count],
      credentials: { token: createTokenSource({ fetchToken: async () => `t${attempts.length}` }) },
    });
    const pending = call(api, listThings);
    await clock.advance(250);
    expect(await pending).toEqual([]);
    expect(attempts).toEqual([1, 2, 3]);
  });

  test("has the credentials on the request, and what it adds is sent", async () => {
    const sign: Middleware = (request, next) => {
      request.headers.set("x-signature", `of ${request.headers.get("authorization")}`);
      return next(request);
    };
    const { api, received } = createThings([answer(200, [])], { use: [sign], credentials: { token: "t" } });
    await call(api, listThings);
    expect(received[0]?.headers).toEqual({ authorization: "Bearer t", "x-signature": "of Bearer t" });
  });

  test("may send another request", async () => {
    const move: Middleware = (request, next) => next(new Request("https://other.example/", request));
    const { api, received } = createThings([answer(201)], { use: [move] });
    await call(api, createThing, { body: { name: "a" } });
    expect(received).toMatchObject([{ method: "POST", url: "https://other.example/", body: '{"name":"a"}' }]);
  });

  test("may answer itself", async () => {
    const cached: Middleware = async () => answer(200, { id: "cached" });
    const { api, received } = createThings([answer(500)], { use: [cached] });
    expect(await call(api, getThing, { path: { id: "1" } })).toEqual({ id: "cached" });
    expect(received).toEqual([]);
  });

  test("may read a clone, and is told when it reads what it lets go", async () => {
    const read =
      (pick: (response: Response) => Response): Middleware =>
      async (request, next) => {
        const response = await next(request);
        await pick(response).text();
        return response;
      };
    const clone = createThings([answer(200, [])], { use: [read((response) => response.clone())] });
    expect(await call(clone.api, listThings)).toEqual([]);
    const used = createThings([answer(200, [])], { use: [read((response) => response)] });
    await expect(call(used.api, listThings)).rejects.toMatchObject({ name: "UsageError", code: "body_used" });
    expect(used.received).toHaveLength(1);
  });

  test("may have read what is tried again", async () => {
    const read: Middleware = async (request, next) => {
      const response = await next(request);
      if (!response.ok) await response.text();
      return response;
    };
    const { api, clock } = createThings([answer(503), answer(200, [])], { use: [read] });
    const pending = call(api, listThings);
    await clock.advance(250);
    expect(await pending).toEqual([]);
  });
});

describe("errors", () => {
  test("of a middleware end the call as they are, and nothing is tried again", async () => {
    const error = new RangeError("mine");
    let calls = 0;
    const failing: Middleware = async () => {
      calls += 1;
      throw error;
    };
    const { api } = createThings([answer(200, [])], { use: [failing] });
    await expect(call(api, listThings)).rejects.toBe(error);
    expect(calls).toBe(1);
  });

  test("also those that it throws before it returns a promise", async () => {
    const error = new RangeError("mine");
    const failing: Middleware = () => {
      throw error;
    };
    const { api } = createThings([answer(200, [])], { use: [failing] });
    await expect(call(api, listThings)).rejects.toBe(error);
  });

  test("of fetch reach a middleware as ConnectionError, and may be answered", async () => {
    const names: string[] = [];
    const rescue: Middleware = (request, next) =>
      next(request).catch((error: Error) => {
        names.push(error.name);
        return answer(200, []);
      });
    const { api } = createThings([new TypeError("fetch failed")], { use: [rescue] });
    expect(await call(api, listThings)).toEqual([]);
    expect(names).toEqual(["ConnectionError"]);
  });
});
