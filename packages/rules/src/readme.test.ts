/** The example of the readme is linted here, and every rule is in its table. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import plugin from "./plugin.ts";
import { runRedocly } from "./testing.ts";

const folder = join(import.meta.dirname, "../examples");
const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => [language, text] as const);

test("the readme shows the example", () => {
  const files = ["redocly.yaml", "openapi.yaml"].map((file) => ["yaml", readFileSync(join(folder, file), "utf8")]);
  expect(blocks.filter(([language]) => language === "yaml")).toEqual(files);
});

test("the readme shows what the linter finds", () => {
  const { stdout } = runRedocly(folder, "lint", "--format", "stylish");
  const [, shown = ""] = blocks.find(([language]) => language === "text") ?? [];
  const words = (text: string): string[] =>
    text
      .trim()
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "));
  expect(words(stdout)).toEqual(words(shown));
});

test("the readme names every rule and preprocessor", () => {
  const { rules, preprocessors } = plugin();
  const own = [...Object.keys(rules.oas3), ...Object.keys(preprocessors.oas3)].map((name) => `parley/${name}`);
  const named = [...readme.matchAll(/^(?:\| )?`(parley\/[a-z-]+)`/gm)].map(([, name = ""]) => name);
  expect(named.toSorted()).toEqual(own.toSorted());
});
