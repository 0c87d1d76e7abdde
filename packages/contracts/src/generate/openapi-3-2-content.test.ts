/** What an item schema says of an event, read as JSON Schema 2020-12 says: `contentSchema` is an annotation. */

import { parseTranscript } from "@parley/streams/transcript";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { listExamples, listOperations, type OpenApiDocument } from "../document.ts";
import { bundle, listApis } from "./bundle.ts";
import { projectToOpenApi32 } from "./openapi-3-2.ts";
import { findStream } from "./operations.ts";
import { bundleGolden } from "./testing.ts";

type Json = Readonly<Record<string, unknown>>;

interface Item {
  readonly event?: string;
  readonly data: string;
}

/** The projection of a document and the item schemas in it, by operation. */
function project(document: OpenApiDocument) {
  const projection = projectToOpenApi32(document) as unknown as OpenApiDocument; // read like one of 3.1
  const streams = listOperations(projection).flatMap((located) => {
    const found = findStream(located);
    return found ? [{ operationId: located.operation.operationId, media: found.media as unknown as Json }] : [];
  });
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv); // CommonJS: typed as a namespace under nodenext
  ajv.addSchema(projection as object, "openapi.json");
  const validators = new Map<string, ValidateFunction>();
  const isValid = (schema: unknown, data: unknown): boolean => {
    // References lead into the document.
    const text = JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/');
    const validate = validators.get(text) ?? ajv.compile(JSON.parse(text) as object);
    validators.set(text, validate);
    return validate(data);
  };
  /** Whether an item fits, and its data the content schemas that count for it. */
  const accepts = (itemSchema: Json, item: Item): boolean => {
    if (!isValid(itemSchema, item)) return false;
    const alternatives = [itemSchema, ...((itemSchema.anyOf ?? []) as Json[])].filter((one) => isValid(one, item));
    const contents = alternatives.flatMap(({ properties }) => {
      const { contentMediaType, contentSchema } = (properties as { data: Json }).data;
      return contentMediaType === "application/json" ? [contentSchema] : [];
    });
    return contents.every((content) => isValid(content, JSON.parse(item.data)));
  };
  return { streams, accepts };
}

describe.each(["golden", ...(await listApis())])("%s", async (api) => {
  const document = api === "golden" ? await bundleGolden() : await bundle(api);
  const { streams, accepts } = project(document);
  const transcripts = listOperations(document).flatMap((located) => {
    const { media } = findStream(located) ?? {};
    const examples = media ? listExamples(document, media) : [];
    return examples.map(([name, { value }]) => ({ operationId: located.operation.operationId, name, value }));
  });

  test.each(transcripts)("$operationId: every event of $name fits its content schema", ({ operationId, value }) => {
    const schema = streams.find((stream) => stream.operationId === operationId)?.media.itemSchema as Json;
    const items = parseTranscript(String(value)).map(({ event, data }): Item => (event ? { event, data } : { data }));
    expect(items.filter((item) => !accepts(schema, item))).toEqual([]);
  });
});

describe("data that breaks the schema of its event is found", async () => {
  const { streams, accepts } = project(await bundleGolden());

  test.each<{ operationId: string; item: Item }>([
    { operationId: "createReply", item: { event: "content", data: '{"text":1}' } },
    { operationId: "createReply", item: { event: "content", data: '{"tool":"search"}' } },
    { operationId: "createReply", item: { event: "stranger", data: '{"text":"Hello"}' } },
    { operationId: "createReply", item: { data: '{"text":"Hello"}' } },
    { operationId: "streamChat", item: { data: '{"type":"joined"}' } },
    { operationId: "streamChat", item: { data: '{"type":"stranger"}' } },
    { operationId: "streamWords", item: { data: "{}" } },
  ])("$operationId $item", ({ operationId, item }) => {
    const schema = streams.find((stream) => stream.operationId === operationId)?.media.itemSchema as Json;
    expect(accepts(schema, item)).toBe(false);
  });
});

test("the union of a stream whose events have their name in the data has a discriminator", async () => {
  const document = await bundleGolden();
  const { ChatEvent, ...schemas } = document.components?.schemas ?? {};
  const { discriminator, ...union } = ChatEvent ?? {};
  const bare = { ...document, components: { ...document.components, schemas: { ...schemas, ChatEvent: union } } };
  expect(projectToOpenApi32(bare)).toHaveProperty("components.schemas.ChatEvent.discriminator", discriminator);
});

test("what only the 3.1 form refers to is left out", async () => {
  const { components } = projectToOpenApi32(await bundleGolden()) as { components: Record<string, Json> };
  expect(components.schemas).not.toHaveProperty("ReplyEvent");
  expect(components.examples).not.toHaveProperty("chat");
  expect(components.schemas).toHaveProperty("Chunk");
  expect(components.examples).toHaveProperty("thing");
});
