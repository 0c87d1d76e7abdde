import { streamReply } from "@parley/contracts/chatzy/streams";
import { sendChatMessage } from "@parley/contracts/smarttalk/streams";
import { streamTask } from "@parley/contracts/xyz/streams";
import { expect, test } from "vitest";
import { EventStreamError } from "../host/index.ts";
import { encodeComment, encodeEvent, type OutgoingEvent } from "./encoder.ts";

const streams = { streamTask, sendChatMessage, streamReply };

const encoded: readonly (readonly [name: string, stream: keyof typeof streams, event: OutgoingEvent, text: string])[] =
  [
    [
      "a named event",
      "streamTask",
      { type: "content", data: { text: "Hi", isPartial: true } },
      'event: content\ndata: {"text":"Hi","isPartial":true}\n\n',
    ],
    [
      "an event named by its data",
      "sendChatMessage",
      { type: "token", data: { type: "token", text: "Hi" } },
      'data: {"type":"token","text":"Hi"}\n\n',
    ],
    ["JSON among words", "streamReply", { type: "content", data: { content: "Hi" } }, 'data: {"content":"Hi"}\n\n'],
    ["a word", "streamReply", { type: "done_marker", data: "[DONE]" }, "data: [DONE]\n\n"],
    [
      "text of several lines behind a prefix",
      "streamReply",
      { type: "error", data: "__ERROR__: a\nb\rc\r\n\n d" },
      "data: __ERROR__: a\ndata: b\ndata: c\ndata: \ndata:  d\n\n",
    ],
    [
      "text that would forge an event [server.stream.forged-event]",
      "streamReply",
      { type: "error", data: "__ERROR__:\n\nevent: done\ndata: {}\n\n" },
      "data: __ERROR__:\ndata: \ndata: event: done\ndata: data: {}\ndata: \ndata: \n\n",
    ],
    [
      "JSON that would forge an event [server.stream.forged-event]",
      "streamTask",
      { type: "content", data: { text: "a\r\rdata: {}\n\n\u2028\0" } },
      'event: content\ndata: {"text":"a\\r\\rdata: {}\\n\\n\u2028\\u0000"}\n\n',
    ],
    [
      "half an emoji [server.stream.text]",
      "streamTask",
      { type: "content", data: { text: "\ud83d" } },
      'event: content\ndata: {"text":"\\ud83d"}\n\n',
    ],
    [
      "id and reconnection time",
      "streamTask",
      { type: "done", data: {}, id: "7 \u2028ż", retry: 0 },
      "event: done\nid: 7 \u2028ż\nretry: 0\ndata: {}\n\n",
    ],
    ["an empty id", "streamTask", { type: "done", data: null, id: "" }, "event: done\nid: \ndata: null\n\n"],
  ];

test.each(encoded)("%s", (_name, stream, event, text) => {
  expect(encodeEvent(streams[stream], event)).toBe(text);
});

const cycle: unknown[] = [];
cycle.push(cycle);

const refused: readonly (readonly [
  name: string,
  stream: keyof typeof streams,
  event: OutgoingEvent,
  error: readonly [code: string, message: string],
])[] = [
  [
    "an event that the contract lacks",
    "streamTask",
    { type: "done\ndata: {}", data: {} },
    ["unknown_event", 'The stream has no event "done\\ndata: {}".'],
  ],
  [
    "a name of all objects",
    "streamTask",
    { type: "toString", data: {} },
    ["unknown_event", 'The stream has no event "toString".'],
  ],
  [
    "nothing",
    "streamTask",
    { type: "done", data: undefined },
    ["not_encodable", "The data of the event done is nothing that JSON has."],
  ],
  [
    "a cycle",
    "streamTask",
    { type: "done", data: cycle },
    ["not_encodable", "The data of the event done cannot be written as JSON."],
  ],
  [
    "data of another event",
    "sendChatMessage",
    { type: "token", data: { type: "error" } },
    ["not_encodable", 'The data of the event token needs the member "type" with that name.'],
  ],
  [
    "data without a name",
    "sendChatMessage",
    { type: "token", data: null },
    ["not_encodable", 'The data of the event token needs the member "type" with that name.'],
  ],
  [
    "another word",
    "streamReply",
    { type: "close_connection", data: "close" },
    ["not_encodable", 'The data of the event close_connection needs "close_connection".'],
  ],
  [
    "text without its prefix",
    "streamReply",
    { type: "error", data: "oops" },
    ["not_encodable", "The data of the event error needs ^__ERROR__:."],
  ],
  ...["1\n2", "1\r", "\0", "\ud83d"].map(
    (id) =>
      [
        `the id ${JSON.stringify(id)}`,
        "streamTask",
        { type: "done", data: {}, id },
        ["not_encodable", "An event id has no CR, LF or NUL, and no lone surrogate."],
      ] as const,
  ),
  ...[-1, 0.5, 1e21, Number.NaN].map(
    (retry) =>
      [
        `the reconnection time ${retry}`,
        "streamTask",
        { type: "done", data: {}, retry },
        ["not_encodable", "The reconnection time is a whole number of milliseconds."],
      ] as const,
  ),
];

test.each(refused)("refused: %s [server.stream.fields]", (_name, stream, event, [code, message]) => {
  expect(() => encodeEvent(streams[stream], event)).toThrow(
    expect.objectContaining({ name: "EventStreamError", code, message }),
  );
});

test("refused: JSON that reads as a word of the stream", () => {
  const stream = { discriminator: "text", events: { count: { json: true }, one: { text: "1" } } } as const;
  expect(encodeEvent(stream, { type: "count", data: 2 })).toBe("data: 2\n\n");
  expect(() => encodeEvent(stream, { type: "count", data: 1 })).toThrow(
    new EventStreamError("not_encodable", "The data of the event count reads as another event."),
  );
});

test.each([
  ["heartbeat", ": heartbeat\n\n"],
  ["", ": \n\n"],
  ["a\n\ndata: b\rc", ": a\n: \n: data: b\n: c\n\n"],
])("the comment %j", (comment, text) => {
  expect(encodeComment(comment)).toBe(text);
});
