import * as contract from "@parley/contracts/smarttalk/operations";
import * as streams from "@parley/contracts/smarttalk/streams";
import { expect, test } from "vitest";
import { createPlatform, events, json } from "./__fixtures__/server.ts";
import { anonymous, apiKey } from "./auth.ts";
import { createSmartTalk } from "./client.ts";
import { openStream, unwrap } from "./index.ts";
import * as operations from "./operations.ts";

test("every operation of the contract is there, and every stream with the ending Events", () => {
  const events = Object.fromEntries(Object.entries(streams).map(([id, stream]) => [`${id}Events`, stream]));
  expect({ ...operations }).toEqual({ ...contract, ...events });
});

test("a raw call takes and gives what the contract says", async () => {
  const { fetch, asked } = createPlatform(json([]), json({ code: "NOT_FOUND" }, { status: 404 }));
  const client = createSmartTalk({ auth: apiKey("key-1", { chatModelId: "model-1" }), fetch });
  const search = "/api/v1/documents/getRelevantDocuments";
  const matches = await unwrap(client.POST(search, { body: { query: "returns" } }));
  expect(matches.map(({ title }) => title)).toEqual([]);
  const { error, response } = await client.POST(search, { body: { query: "returns" } });
  expect([response.status, error]).toEqual([404, { code: "NOT_FOUND" }]);
  expect(asked.map(({ headers }) => headers["x-api-key"])).toEqual(["key-1", "key-1"]);
});

test("a raw stream gives the events of the contract", async () => {
  const { fetch } = createPlatform(
    events({ type: "stream_start" }, { type: "agent_response" }, { type: "stream_end" }),
  );
  const client = createSmartTalk({ auth: anonymous(), fetch });
  const body = { message: "Hello", chatInstanceId: "i", chatModelId: "m", stream: true };
  const types: string[] = [];
  const stream = await openStream(client, "post", "/api/chat", operations.sendChatMessageEvents, { body });
  for await (const { type } of stream) types.push(type);
  expect(types).toEqual(["stream_start", "agent_response", "stream_end"]);
});
