import { expect, test } from "vitest";
import { listUnused } from "./known-failures.ts";
import { leakProblems } from "./leak.ts";

const allowed = ["/widget/chat.js", '{"message":"Node 20.1 is needed","exception":"none"}'];

test.each([
  "Cannot GET /widget/chat.js",
  "Cannot POST /api/v1/tasks/{id}/messages",
  "The body is not valid JSON: Unexpected token } at position 3 on line 1.",
  "/author/name must be string at line 3, column 7.",
  "Look at https://docs.notes.example/errors/v1.2/missing for help.",
  "The upload report.pdf at 10:30:15 is too large.",
  "Unknown API version 2.1; known are 1.0 and 2.0.",
  "The tool get_weather is not a function of this agent.",
  "Node 20.1 is needed",
  JSON.stringify({
    error: { code: "not_found", message: "There is no such task.", trace_id: "af01", exception: "none" },
  }),
])("a helpful refusal tells nothing of the inside: %s", (text) => {
  expect(leakProblems(text, { allowed })).toEqual([]);
});

test("known failures that no case has are told", () => {
  const reason = "it cannot";
  expect(
    listUnused(
      [
        { cases: "addNote 200", reason },
        { cases: /^never/, reason },
      ],
      [],
    ),
  ).toEqual([
    'No case is addNote 200, a known failure ("it cannot").',
    'No case is /^never/, a known failure ("it cannot").',
  ]);
});
