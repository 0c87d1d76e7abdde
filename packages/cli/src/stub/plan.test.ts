/** What a stub writes, without writing it. */

import { loadContract } from "@parley/conformance";
import type { OpenApiDocument } from "@parley/contracts/document";
import { afterAll, describe, expect, test, vi } from "vitest";
import { serveDocument, serveStub } from "../testing/example-server.ts";
import { complete } from "./complete.ts";
import { planStub } from "./plan.ts";

function documentOf(tags: readonly string[]): OpenApiDocument {
  const paths = Object.fromEntries(
    tags.map((tag, index) => [`/p${index}`, { get: { operationId: `get${index}`, tags: [tag], responses: {} } }]),
  );
  return complete({ openapi: "3.1.0", info: { title: "Tags", version: "1" }, paths });
}

test("an operation whose tag has changed stays where it is filled in", async () => {
  const first = await planStub({ name: "tags", document: documentOf(["One", "Two"]) }, {});
  const again = await planStub({ name: "tags", document: documentOf(["One", "Three"]) }, first.write);
  expect(again.added).toEqual({});
  expect(Object.keys(again.write).filter((path) => path.startsWith("handlers/"))).toEqual([]);
});

test("tags of one name share a file, and files of one constant are told apart", async () => {
  const { write } = await planStub(
    { name: "tags", document: documentOf(["A b", "a-B", "!!", "index"]) },
    {
      "handlers/own.ts": "export const aBHandlers = { extra: 1 };",
    },
  );
  expect(Object.keys(write).filter((path) => path.startsWith("handlers/"))).toEqual([
    "handlers/a-b.ts",
    "handlers/operations.ts",
    "handlers/index-tag.ts",
    "handlers/index.ts",
  ]);
  expect(write["handlers/index.ts"]).toContain('import { aBHandlers as aBHandlers2 } from "./own.ts";');
});

test("a file of handlers without an object is named", async () => {
  await expect(
    planStub({ name: "tags", document: documentOf(["One"]) }, { "handlers/one.ts": "export const one = 1;\n" }),
  ).rejects.toThrow("handlers/one.ts exports no object to which new operations could be added");
});

describe("a stub that is filled in", () => {
  const print = vi.spyOn(console, "error").mockImplementation(() => {});
  afterAll(() => print.mockRestore());

  test.each([
    ["chatzy", "streamReply", /close_connection_incomplete_content/],
    ["xyz", "streamTask", /^event: error\ndata: {"message":"The server failed"}\n\n$/m],
  ])("ends a stream of %s with the event of the contract when a handler throws", async (api, operation, end) => {
    const { fetch, request } = await serveStub(api, operation, {
      [operation]: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error("secret")) }) }),
    });
    const text = await (await fetch(request)).text();
    expect(text).toMatch(end);
    expect(text).not.toContain("secret");
  });

  test("answers a bad request for a token with a code of OAuth", async () => {
    const { fetch } = await serveStub("smarttalk", "exchangeAuthorizationCode", {});
    const body = new URLSearchParams({ grant_type: "authorization_code" });
    const response = await fetch(new Request("http://stub.example/api/oauth/aist/token", { method: "POST", body }));
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: "invalid_request", error_description: expect.stringContaining("is missing") },
    ]);
  });
});

test("what a document leaves out is put in", async () => {
  const { document } = await loadContract("chatzy");
  expect(complete(document)).toEqual(document);
});

test("bytes are bytes, however a document says so", async () => {
  const content = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
  const form = {
    "multipart/form-data": {
      schema: { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } },
    },
  };
  const operation = (body: object) => ({ requestBody: { content: body }, responses: { 204: { description: "ok" } } });
  const document = complete({
    openapi: "3.1.0",
    info: { title: "Bytes", version: "1" },
    paths: { "/raw": { post: operation(content) }, "/form": { post: operation(form) } },
  });
  const fetch = await serveDocument(document, () => ({ status: 204 }));
  const upload = new FormData();
  upload.set("file", new File(["a"], "a.txt"));
  const headers = { "content-type": "application/octet-stream" };
  const statuses = [
    await fetch(new Request("http://a/raw", { method: "POST", body: "a", headers })),
    await fetch(new Request("http://a/form", { method: "POST", body: upload })),
  ].map(({ status }) => status);
  expect(statuses).toEqual([204, 204]);
});
