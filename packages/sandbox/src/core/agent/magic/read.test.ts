import { expect, test } from "vitest";
import { readMagic, requestedFailure } from "./read.ts";

test.each([
  ["/help", { kind: "known", name: "help", argument: "" }],
  ["  /HELP ", { kind: "known", name: "help", argument: "" }],
  ["/fail 429", { kind: "known", name: "fail", argument: "429" }],
  ["/echo two\nlines", { kind: "known", name: "echo", argument: "two\nlines" }],
  ["/mark", { kind: "unknown", name: "mark", nearest: ["markdown"] }],
  ["/marcdown", { kind: "unknown", name: "marcdown", nearest: ["markdown"] }],
  [
    "/xyzzyxyzzy",
    { kind: "unknown", name: "xyzzyxyzzy", nearest: [expect.any(String), expect.any(String), expect.any(String)] },
  ],
  ["/constructor", { kind: "unknown", name: "constructor", nearest: expect.any(Array) }],
  ["/var/log is full", undefined],
  ["help", undefined],
  ["what is /help", undefined],
  ["/", undefined],
  ["/4711", undefined],
])("%j is read", (message, expected) => {
  expect(readMagic(message)).toEqual(expected);
});

test.each([
  ["/fail 429", 429],
  ["/fail 503", 503],
  ["/fail", 500],
  ["/fail 204", 500],
  ["/fail 4291", 500],
  ["/error", undefined],
  ["fail 429", undefined],
])("%j asks for the failure %s", (message, status) => {
  expect(requestedFailure(message)).toBe(status);
});
