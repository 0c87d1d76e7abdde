import type { StreamObject } from "@parley/contracts/document";
import { expect, test } from "vitest";
import { grammarHtml } from "./grammar-html.ts";
import { streamMarkdown } from "./stream-markdown.ts";

test("a grammar is drawn, with its ends, and stands there as it is written", () => {
  const grammar = "nothing_found | (content | call_again)*\n  close_connection";
  const stream: StreamObject = {
    "x-provenance": "seed",
    discriminator: "text",
    events: { close_connection: { summary: "The end", text: "close_connection", terminal: true } },
    grammar,
    resume: "none",
  };
  const text = streamMarkdown(stream);
  expect(text).toContain(`\n\n${grammarHtml(grammar, new Set(["close_connection"]))}\n\n`);
  expect(text).toContain("`nothing_found | (content | call_again)* close_connection`");
});
