import { describe, expect, test } from "vitest";
import type { ServerSentEvent } from "./classify.ts";
import { compileGrammar } from "./grammar.ts";
import { checkTranscript, createStreamChecker, parseTranscript, type StreamRules } from "./transcript.ts";

const rules: StreamRules = {
  forms: { discriminator: "event", events: { start: { json: true }, text: { json: true }, done: { text: "[DONE]" } } },
  automaton: compileGrammar("start text* done"),
  validate: (name, data) => (name === "text" && typeof data !== "string" ? ["/ must be string", "/ is no text"] : []),
};
const start = { event: "start", data: "{}" };
const text = { event: "text", data: '"Hello"' };
const wrongText = { event: "text", data: "1" };
const done = { event: "done", data: "[DONE]" };

describe("parseTranscript", () => {
  test.each<[string, string, ServerSentEvent[]]>([
    ["no event", "", []],
    ["an event without a name", "data: a\n\n", [{ event: undefined, data: "a" }]],
    [
      "several events",
      "event: a\ndata: 1\n\nevent: b\ndata: 2\n\n",
      [
        { event: "a", data: "1" },
        { event: "b", data: "2" },
      ],
    ],
    ["data on several lines", "data: a\ndata:\ndata:  b\n\n", [{ event: undefined, data: "a\n\n b" }]],
    ["other fields and comments", ": hello\n\nid: 1\nretry: 5\ndata: a\n\n", [{ event: undefined, data: "a" }]],
    ["an event without data", "event: a\n\ndata: b\n\n", [{ event: undefined, data: "b" }]],
    ["an event without its blank line", "data: a\n\ndata: b\n", [{ event: undefined, data: "a" }]],
    [
      "carriage returns",
      "data: a\r\rdata: b\r\n\r\ndata: c\n\r\n",
      [
        { event: undefined, data: "a" },
        { event: undefined, data: "b" },
        { event: undefined, data: "c" },
      ],
    ],
    ["a final pair of carriage returns", "data: a\r\r", [{ event: undefined, data: "a" }]],
    ["a byte order mark", "\uFEFFdata: a\n\n", [{ event: undefined, data: "a" }]],
  ])("reads %s", (_, source, events) => {
    expect(parseTranscript(source)).toEqual(events);
  });
});

describe("createStreamChecker", () => {
  test.each<[string, ServerSentEvent[], string[][], string[]]>([
    ["a complete stream", [start, text, text, done], [[], [], [], []], []],
    ["nothing", [], [], ["The stream ends early, after 0 events; expected start."]],
    ["an early end", [start, text], [[], []], ["The stream ends early, after 2 events; expected text, done."]],
    [
      "every problem of the data, and goes on",
      [start, wrongText, wrongText, done],
      [
        [],
        ["Event 2 (text): / must be string.", "Event 2 (text): / is no text."],
        ["Event 3 (text): / must be string.", "Event 3 (text): / is no text."],
        [],
      ],
      [],
    ],
    [
      "the first event out of order, and then nothing more",
      [wrongText, wrongText, done],
      [
        [
          "Event 1 (text): / must be string.",
          "Event 1 (text): / is no text.",
          "Event 1: text is out of order; expected start.",
        ],
        [],
        [],
      ],
      [],
    ],
    [
      "an event after the end",
      [start, done, done],
      [[], [], ["Event 3: done is out of order; expected the end of the stream."]],
      [],
    ],
    [
      "an unknown event, and then nothing more",
      [start, { event: "surprise", data: "" }, wrongText],
      [[], ['Event 2: unknown event "surprise".'], []],
      [],
    ],
    [
      "data that is not JSON, and then nothing more",
      [start, { event: "text", data: "Hello" }, wrongText],
      [[], ['Event 2: the data is not JSON: "Hello".'], []],
      [],
    ],
  ])("finds %s", (_, events, problems, endProblems) => {
    const checker = createStreamChecker(rules);
    expect(events.map((event) => checker.next(event))).toEqual(problems);
    expect(checker.end()).toEqual(endProblems);
  });

  test("two checkers do not share a state", () => {
    const first = createStreamChecker(rules);
    first.next(start);
    expect(createStreamChecker(rules).next(start)).toEqual([]);
  });
});

describe("checkTranscript", () => {
  const body = 'event: start\ndata: {}\n\nevent: text\ndata: "Hello"\n\nevent: done\ndata: [DONE]\n\n';
  const noBlankLine = "No blank line ends the last event.";

  test.each([
    ["\n", body],
    ["\r\n", body.replaceAll("\n", "\r\n")],
    ["\r", body.replaceAll("\n", "\r")],
    ["mixed", body.replace(/\n$/, "\r\n")],
  ])("accepts a complete transcript with line ends %j", (_, transcript) => {
    expect(checkTranscript(transcript, rules)).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ["an empty transcript", "", ["The stream ends early, after 0 events; expected start.", noBlankLine]],
    [
      "an event that no blank line ends",
      "event: start\ndata: {}\n\nevent: done\ndata: [DONE]\n",
      ["The stream ends early, after 1 events; expected text, done.", noBlankLine],
    ],
    [
      "a single CRLF at the end",
      "event: start\r\ndata: {}\r\n\r\nevent: done\r\ndata: [DONE]\r\n",
      ["The stream ends early, after 1 events; expected text, done.", noBlankLine],
    ],
    ["something after the end that is no event", `${body}event: done\ndata: [DONE]\n`, [noBlankLine]],
    [
      "problems in the order of the events",
      "event: start\ndata: {}\n\nevent: text\ndata: 1\n\nevent: start\ndata: {}\n\n",
      [
        "Event 2 (text): / must be string.",
        "Event 2 (text): / is no text.",
        "Event 3: start is out of order; expected text, done.",
      ],
    ],
  ])("reports %s", (_, transcript, problems) => {
    expect(checkTranscript(transcript, rules)).toEqual(problems);
  });
});
