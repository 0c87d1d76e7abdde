import type { StreamObject } from "@parley/contracts/document";
import { expect, test } from "vitest";
import { streamMarkdown } from "./stream-markdown.ts";

test("a long grammar has one alternative a line and a hanging indent", () => {
  const stream: StreamObject = {
    "x-provenance": "seed",
    discriminator: "text",
    events: {},
    grammar: "nothing_found | (content | call_again)* (close_connection | close_connection_incomplete | error)",
    resume: "none",
  };
  expect(/```text\n([^`]*)\n```/.exec(streamMarkdown(stream))?.[1]).toBe(
    ["nothing_found", "| (content | call_again)* (close_connection |", "    close_connection_incomplete | error)"].join(
      "\n",
    ),
  );
});
