/** For every answer of every contract: the client decodes what the schema says, which is what its type says. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Operation } from "@parley/contracts";
import * as chatzy from "@parley/contracts/chatzy/operations";
import { dereference, listOperations, type OpenApiDocument, type SchemaObject } from "@parley/contracts/document";
import * as smarttalk from "@parley/contracts/smarttalk/operations";
import * as xyz from "@parley/contracts/xyz/operations";
import { describe, expect, test } from "vitest";
import { readAnswer } from "../request/index.ts";

const { resolve } = createRequire(import.meta.url);

/** What `readAnswer` makes of two bytes that are an empty JSON object. */
async function decoded(operation: Operation, status: string, media: string): Promise<"JSON" | "text" | "bytes"> {
  const response = new Response("{}", { status: Number(status), headers: { "content-type": media } });
  const { body } = await readAnswer(operation, response, (text) => text);
  if (body instanceof Blob) return "bytes";
  return typeof body === "string" ? "text" : "JSON";
}

/** What the schema says: raw bytes have no type (OpenAPI 3.1, "Considerations for File Uploads"). */
function described(media: string, { type }: SchemaObject): "JSON" | "text" | "bytes" {
  if (media.endsWith("json")) return "JSON";
  return type === "string" ? "text" : "bytes";
}

describe.each(Object.entries({ chatzy, xyz, smarttalk }))("%s", (api, table) => {
  const operations: Readonly<Record<string, Operation>> = table;
  const document = JSON.parse(
    readFileSync(resolve(`@parley/contracts/${api}/openapi.json`), "utf8"),
  ) as OpenApiDocument; // generated
  const answers = listOperations(document).flatMap(({ operation: { operationId }, responses }) =>
    Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content)
        .filter(([media]) => media !== "text/event-stream")
        .map(([media, { schema = {} }]) => ({ operationId, status, media, schema: dereference(document, schema) })),
    ),
  );

  test("every answer", async () => {
    expect(answers.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const { operationId, status, media, schema } of answers) {
      const operation = operations[operationId];
      const expected = described(media, schema);
      const found = operation && (await decoded(operation, status, media));
      if (found !== expected) wrong.push(`${operationId} ${status} ${media}: ${found} instead of ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});
