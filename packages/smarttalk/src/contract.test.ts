/** What the contract says and leaves open, where it once said less, or forbade what real clients and servers do. */

import { mayEnd, nextState } from "@parley/contracts";
import { listOperations, type OpenApiDocument } from "@parley/contracts/document";
import json from "@parley/contracts/smarttalk/openapi.json" with { type: "json" };
import { sendChatMessage, sendSpokenMessage, sendVoiceMessage } from "@parley/contracts/smarttalk/streams";
import * as validators from "@parley/contracts/smarttalk/validators";
import { describe, expect, test } from "vitest";

const document = json as object as OpenApiDocument; // generated
const streams = { sendChatMessage, sendSpokenMessage, sendVoiceMessage };
const operations = new Map(listOperations(document).map((located) => [located.operation.operationId, located]));

test("the first server is an address as it stands, for those who fill no variables in", () => {
  expect(document.servers.map(({ url }) => url)).toEqual(["https://aismarttalk.tech", "{origin}"]);
});

test.each([
  ["the title of the vendor", document.info.title, /^AI SmartTalk Public API v1$/],
  ["CORS", document.info.description, /All endpoints support CORS/],
  ["the request to limit oneself", document.info.description, /limit the rate of their requests themselves/],
  ["throttling", document.info.description, /may be\s+throttled/],
  ["the streaming guide", json.externalDocs.url, /\/docs\/api\/streaming-guide$/],
  ["the events of voice", document.info.description, /`transcription`, `tts_start` and `tts_complete`/],
  ["the base path of voice in version 1", document.info.description, /`\/api\/v1\/voice`/],
])("%s is not lost", (_name, text, expected) => {
  expect(text).toMatch(expected);
});

describe("the order of events", () => {
  const start = ["stream_start"];
  test.each<[string, keyof typeof streams, readonly string[], boolean]>([
    ["tools that run at a time", "sendChatMessage", ["tool_start", "tool_start", "tool_end", "tool_end"], true],
    ["pieces of text while a tool runs", "sendChatMessage", ["tool_start", "token", "tool_end"], true],
    ["no whole reply", "sendChatMessage", ["token"], true],
    ["a failure while a tool runs", "sendChatMessage", ["tool_start", "error"], true],
    ["speech where text is asked for", "sendVoiceMessage", ["agent_response", "tts_start", "tts_complete"], true],
    ["a transcription after the start", "sendVoiceMessage", ["transcription", "token"], true],
    ["speech before the whole reply", "sendSpokenMessage", ["tts_start", "tts_complete", "agent_response"], true],
    ["an event after the last one", "sendChatMessage", ["stream_end", "token"], false],
  ])("%s", (_name, stream, events, legal) => {
    const isEnded = events.includes("error");
    expect(isLegal(stream, [...start, ...events, ...(isEnded ? [] : ["stream_end"])])).toBe(legal);
  });

  test.each(Object.keys(streams))("%s begins and ends as the names of its events say", (name) => {
    const stream = name as keyof typeof streams; // a key of it
    expect([["token", "stream_end"], ["stream_start"]].map((events) => isLegal(stream, events))).toEqual([
      false,
      false,
    ]);
  });

  test("is marked as assumed, with its reason", () => {
    for (const name of Object.keys(streams)) {
      const stream = operations.get(name)?.responses["200"]?.content?.["text/event-stream"]?.["x-stream"];
      expect(stream).toMatchObject({ "x-provenance": "assumed", description: expect.stringContaining("order") });
    }
  });

  /** Whether a stream may consist of these events. */
  function isLegal(name: keyof typeof streams, events: readonly string[]): boolean {
    const { automaton } = streams[name];
    let state: number | undefined = 0;
    for (const event of events) state = state === undefined ? undefined : nextState(automaton, state, event);
    return state !== undefined && mayEnd(automaton, state);
  }
});

describe("what clients send and read is valid", () => {
  const product = { type: "product", externalId: "42", title: "Shirt" };
  const sync = { payloadVersion: "1", source: "prestashop", documents: [product] };
  const { syncProducts, removeProducts, listCanvas, uploadAttachment } = validators;
  const { sendIntegrationEvent, importCustomers } = validators;
  const accepted = uploadAttachment.responses["202"]["application/json"];
  const cleanup = { source: "shopify", mode: "delete-ids", externalIds: [] };
  const envelope = { v: 1, iv: "A".repeat(16), tag: "A".repeat(24), data: "AAAA" };

  test.each([
    ["a site that is not known", syncProducts.request["application/json"], { ...sync, siteIdentifier: null }],
    ["the same in a cleanup", removeProducts.request["application/json"], { ...cleanup, siteIdentifier: null }],
    [
      "a category by its name",
      syncProducts.request["application/json"],
      { ...sync, documents: [{ ...product, categories: [{ name: "Shirts" }] }] },
    ],
    [
      "a promotion of no known kind",
      syncProducts.request["application/json"],
      { ...sync, documents: [{ ...product, discountType: null }] },
    ],
    ["a canvas without address and size", accepted, { canvas: { id: "1", downloadUrl: null, size: null } }],
    [
      "a file without a source",
      listCanvas.responses["200"]["application/json"],
      [{ id: "1", content: "", sourceUrl: null }],
    ],
    [
      "an order whose former state is unknown",
      sendIntegrationEvent.request["application/json"],
      { trigger: "ps_on_order_status_changed", payload: { order_id: 1, new_status: {}, old_status: null } },
    ],
    [
      "an event in the clear and encrypted",
      sendIntegrationEvent.request["application/json"],
      { trigger: "ps_on_new_order", payload: { order_id: 1 }, encrypted: envelope },
    ],
    [
      "customers in the clear and encrypted",
      importCustomers.request["application/json"],
      { customers: [], encrypted: envelope },
    ],
    [
      "an error with a number",
      validators.sendChatMessage.responses["500"]["application/json"],
      { message: "No", status: 500 },
    ],
    [
      "a failure with more members",
      validators.sendChatMessage.events.error,
      { type: "error", message: "No", status: 500 },
    ],
    [
      "a tool with its output",
      validators.sendChatMessage.events.tool_end,
      { type: "tool_end", name: "A", output: { a: 1 } },
    ],
  ])("%s", (_name, validate, value) => {
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  });
});

test("what every message may be asked for is known from the introduction, its method from elsewhere", () => {
  const levels = ["sendChatMessage", "sendVoiceMessage"].map((id) => {
    const { operation, parameters = [] } = operations.get(id) ?? {};
    const stream = parameters.find(({ name }) => name === "stream");
    return [operation?.["x-provenance"], stream];
  });
  const seed = expect.objectContaining({ in: "query", "x-provenance": "seed" });
  expect(levels).toEqual([
    ["documented", seed],
    ["documented", seed],
  ]);
});

test("an old operation names what replaces it", () => {
  const paths = Object.values(document.paths).flatMap((item) => Object.values(item));
  const deprecated = (paths as { operationId?: string; deprecated?: boolean; description: string }[]) // and parameters
    .filter((operation) => operation.deprecated)
    .map(({ operationId, description }) => {
      const named = Array.from(description.matchAll(/`(\w+)`/g), ([, name]) => String(name));
      return [operationId, named.filter((name) => operations.has(name)).at(-1)];
    });
  expect(deprecated).toEqual([
    ["exchangeLegacyToken", "startAuthorization"],
    ["requestLoginCode", "startAuthorization"],
    ["verifyLoginCode", "startAuthorization"],
    ["listIntegrations", "listSmartflowTemplates"],
    ["listTemplateFilters", "listSmartflowTemplates"],
  ]);
});
