import { describe, expect, test } from "vitest";
import { contract } from "./__fixtures__/contract.ts";
import { type AnswerWish, type ExampleAnswer, exampleAnswer } from "./example-answer.ts";

const any: AnswerWish = { prefer: null, accept: null, streaming: false };
const json = "application/json";

describe("the answer to", () => {
  test.each<[name: string, operationId: string, wish: Partial<AnswerWish>, answer: ExampleAnswer]>([
    ["no preference", "addNote", {}, { status: 200, headers: {}, mediaType: json, body: { ok: true } }],
    [
      "an example",
      "addNote",
      { prefer: "code=200, example=twice" },
      { status: 200, headers: {}, mediaType: json, body: { ok: false } },
    ],
    ["a status", "addNote", { prefer: "code=401" }, { status: 401, headers: {}, mediaType: json, body: { ok: "who" } }],
    ["a status without a body", "addNote", { prefer: "code=204" }, { status: 204, headers: {} }],
    [
      "a wish for the stream",
      "streamFeed",
      { streaming: true },
      {
        status: 200,
        headers: {},
        mediaType: "text/event-stream",
        events: [
          { type: "a", data: "a" },
          { type: "b", data: "b" },
        ],
      },
    ],
  ])("%s", async (_name, operationId, wish, answer) => {
    expect(await exampleAnswer(contract, operationId, { ...any, ...wish })).toEqual(answer);
  });
});

describe("an error names what there is none of:", () => {
  test.each<[name: string, operationId: string, wish: Partial<AnswerWish>, message: string]>([
    ["operation", "readNote", {}, "readNote has no answer"],
    ["status", "addNote", { prefer: "code=418" }, "addNote has no answer 418"],
    ["example", "addNote", { prefer: "example=thrice" }, "addNote 200 has no example thrice"],
    ["media type", "addNote", { accept: "text/plain" }, "addNote 200 has no example of an acceptable media type"],
  ])("%s", async (_name, operationId, wish, message) => {
    await expect(exampleAnswer(contract, operationId, { ...any, ...wish })).rejects.toThrow(message);
  });
});
