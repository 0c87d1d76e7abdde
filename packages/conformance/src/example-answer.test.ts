import { describe, expect, test } from "vitest";
import { contract } from "./__fixtures__/contract.ts";
import { type AnswerWish, type ExampleAnswer, exampleAnswer } from "./example-answer.ts";

const any: AnswerWish = { prefer: null, accept: null, streaming: false };
const json = "application/json";

describe("the answer to", () => {
  const made = { text: "Hello", due: "2026-03-01T08:00:00Z" };
  test.each<[name: string, operationId: string, wish: Partial<AnswerWish>, answer: ExampleAnswer]>([
    ["no preference", "createToken", {}, answer(200, { "Cache-Control": "no-store" }, { token: "t-1" })],
    [
      "an example",
      "addNote",
      { prefer: "code=200, example=twice" },
      answer(200, {}, { ...made, id: 8, kind: "memo", tags: [] }),
    ],
    [
      "a status",
      "addNote",
      { prefer: "code=401" },
      answer(401, { "WWW-Authenticate": 'Key realm="notes"' }, { message: "who" }),
    ],
    ["a status without a body", "addNote", { prefer: "code=204" }, { status: 204, headers: {} }],
    [
      "a status with examples in its headers",
      "startSignIn",
      {},
      { status: 302, headers: { Location: "https://notes.example/in?code=1" } },
    ],
    [
      "the example of a header",
      "startSignIn",
      { prefer: "code=302, example=wrong" },
      { status: 302, headers: { Location: "https://notes.example/in?error=invalid_scope" } },
    ],
    [
      "a wish for the stream",
      "streamFeed",
      { streaming: true, prefer: "code=200, example=empty" },
      {
        status: 200,
        headers: {},
        mediaType: "text/event-stream",
        events: [
          { type: "begin", data: { title: "Nothing" } },
          { type: "done", data: "[DONE]" },
        ],
      },
    ],
  ])("%s", async (_name, operationId, wish, answer) => {
    expect(await exampleAnswer(contract, operationId, { ...any, ...wish })).toEqual(answer);
  });
});

function answer(status: number, headers: Record<string, string>, body: unknown): ExampleAnswer {
  return { status, headers, mediaType: json, body };
}

describe("an error names what there is none of:", () => {
  test.each<[name: string, operationId: string, wish: Partial<AnswerWish>, message: string]>([
    ["operation", "eraseNote", {}, "eraseNote has no answer"],
    ["status", "addNote", { prefer: "code=418" }, "addNote has no answer 418"],
    ["example", "addNote", { prefer: "example=thrice" }, "addNote 200 has no example thrice"],
    ["media type", "addNote", { accept: "text/plain" }, "addNote 200 has no example of an acceptable media type"],
  ])("%s", async (_name, operationId, wish, message) => {
    await expect(exampleAnswer(contract, operationId, { ...any, ...wish })).rejects.toThrow(message);
  });
});
