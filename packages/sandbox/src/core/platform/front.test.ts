import { serve } from "@parley/server";
import { expect, test } from "vitest";
import { createFront } from "./front.ts";

const handler = serve(
  { operations: {}, validators: {}, streams: {}, securitySchemes: {}, document: { openapi: "3.1.0", paths: {} } },
  {},
  { authenticate: {}, formatError: ({ message }) => ({ message: `Birds: ${message}` }), basePath: "/birds" },
);
const front = createFront(new Map([["birds", { handler }]]));

test.each([
  ["/birds/tit", {}, 404, "Birds: Not found; no operation has this path"],
  ["/fish/tit", {}, 404, "Nothing is served here; paths begin with /birds/"],
  ["/birds/tit", { "x-parley-world": "No Name" }, 400, expect.stringContaining("world")],
])("%s with %j", async (path, headers, status, message) => {
  const response = await front(new Request(`http://sandbox.test${path}`, { headers }));
  expect([response.status, await response.json()]).toEqual([status, { message }]);
});

test("a header and a host that name two worlds are refused", async () => {
  const request = new Request("http://one.localhost/birds/tit", { headers: { "x-parley-world": "two" } });
  expect((await front(request)).status).toBe(400);
});
