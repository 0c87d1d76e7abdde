import { expect, test } from "vitest";
import { grammarHtml } from "./grammar-html.ts";

test("a grammar is drawn in its order, with its choices, repetitions and ends, and said in words", () => {
  expect(grammarHtml("start (text | tool result)* done?", new Set(["done"]))).toBe(
    [
      '<div class="grammar" role="img" aria-label="start, then any number of times (either text or tool, then result), then at most once (done)">',
      '<span class="grammar-sequence"><span class="grammar-event">start</span>',
      '<span class="grammar-repeat"><span class="grammar-note">any number of times</span>',
      '<span class="grammar-choice"><span class="grammar-note">one of</span><span class="grammar-event">text</span>',
      '<span class="grammar-sequence"><span class="grammar-event">tool</span><span class="grammar-event">result</span></span>',
      "</span></span>",
      '<span class="grammar-repeat"><span class="grammar-note">at most once</span><span class="grammar-event grammar-end">done</span></span>',
      "</span></div>",
    ].join(""),
  );
});
