import type { StreamContract } from "@parley/contracts";
import type { OpenApiDocument } from "@parley/contracts/document";
import { describe, expect, test } from "vitest";
import { type AnswerWish, type ExampleAnswer, exampleAnswer } from "./example-answer.ts";

const json = "application/json";
const about = { "x-provenance": "documented", summary: "", description: "", tags: ["Notes"] } as const;

const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1.0.0" },
  servers: [],
  paths: {
    "/notes": {
      post: {
        ...about,
        operationId: "addNote",
        responses: {
          "200": {
            description: "",
            content: { [json]: { examples: { once: { value: { id: 7 } }, twice: { value: { id: 8 } } } } },
          },
          "204": { description: "" },
          "401": {
            description: "",
            headers: { "WWW-Authenticate": { example: 'Key realm="notes"' }, "Content-Length": { example: "2" } },
            content: { [json]: { examples: { who: { value: { message: "who" } } } } },
          },
        },
      },
      get: {
        ...about,
        operationId: "signIn",
        responses: {
          "302": {
            description: "",
            headers: { Location: { examples: { ok: { value: "/in?code=1" }, wrong: { value: "/in?error=e" } } } },
          },
        },
      },
    },
    "/notes/sound": {
      get: {
        ...about,
        operationId: "readNote",
        responses: {
          "200": {
            description: "",
            content: {
              "audio/wav": {
                examples: { ok: { value: "data:audio/wav;base64,AAEC", "x-external-file": "examples/ok.wav" } },
              },
            },
          },
        },
      },
    },
    "/feed": {
      get: {
        ...about,
        operationId: "feed",
        responses: {
          "200": {
            description: "",
            content: {
              [json]: { examples: { ok: { value: {} } } },
              "text/event-stream": { examples: { empty: { value: "event: done\ndata: [DONE]\n\n" } } },
            },
          },
        },
      },
    },
  },
};

/** All that is read of it. */
const feed = { discriminator: "event", events: { done: { text: "[DONE]" } } } as unknown as StreamContract;

const any: AnswerWish = { prefer: null, accept: null, streaming: false };
const ask = (operationId: string, wish: Partial<AnswerWish>) =>
  exampleAnswer({ document, streams: { feed } }, operationId, { ...any, ...wish });

test.each<[name: string, operationId: string, wish: Partial<AnswerWish>, answer: ExampleAnswer]>([
  ["no preference", "addNote", {}, { status: 200, headers: {}, mediaType: json, body: { id: 7 } }],
  [
    "an example",
    "addNote",
    { prefer: "code=200, example=twice" },
    { status: 200, headers: {}, mediaType: json, body: { id: 8 } },
  ],
  [
    "a status with headers",
    "addNote",
    { prefer: "code=401" },
    { status: 401, headers: { "WWW-Authenticate": 'Key realm="notes"' }, mediaType: json, body: { message: "who" } },
  ],
  ["a status without a body", "addNote", { prefer: "code=204" }, { status: 204, headers: {} }],
  ["the first example of a header", "signIn", {}, { status: 302, headers: { Location: "/in?code=1" } }],
  [
    "the example of a header",
    "signIn",
    { prefer: "example=wrong" },
    { status: 302, headers: { Location: "/in?error=e" } },
  ],
  [
    "bytes",
    "readNote",
    { accept: "audio/wav" },
    { status: 200, headers: {}, mediaType: "audio/wav", body: Uint8Array.of(0, 1, 2) },
  ],
  [
    "the stream",
    "feed",
    { streaming: true, prefer: "example=empty" },
    { status: 200, headers: {}, mediaType: "text/event-stream", events: [{ type: "done", data: "[DONE]" }] },
  ],
])("the answer to %s", (_name, operationId, wish, answer) => {
  expect(ask(operationId, wish)).toEqual(answer);
});

describe("an error names what there is none of:", () => {
  test.each<[name: string, operationId: string, wish: Partial<AnswerWish>, message: string]>([
    ["operation", "eraseNote", {}, "eraseNote has no answer"],
    ["status", "addNote", { prefer: "code=418" }, "addNote has no answer 418"],
    ["example", "addNote", { prefer: "example=thrice" }, "addNote 200 has no example thrice"],
    ["media type", "addNote", { accept: "text/plain" }, "addNote 200 has no example of an acceptable media type"],
  ])("%s", (_name, operationId, wish, message) => {
    expect(() => ask(operationId, wish)).toThrow(message);
  });
});
