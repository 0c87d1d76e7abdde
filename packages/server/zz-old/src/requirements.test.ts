/** Every requirement has a test, every citation a requirement, and REQUIREMENTS.md is what both lists say. */

import { expect, test } from "vitest";
import { compareCitations, findCitations, readTests } from "./__fixtures__/citations.ts";
import { exclusions } from "./requirement-exclusions.ts";
import { requirements } from "./requirements.ts";

const ids = requirements.map(({ id }) => id);

test("each requirement is cited by a test, and nothing else is", async () => {
  const texts = await readTests(new URL(".", import.meta.url), "requirements.test.ts");
  expect(compareCitations(ids, findCitations(texts))).toEqual({ uncited: [], unknown: [] });
});

test("ids are unique and made of three parts", () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^server\.[a-z]+\.[a-z0-9-]+$/.test(id))).toEqual([]);
});

test.each([
  ["is cited by nothing", 'test("of something", () => {});', { uncited: ["server.a.b"], unknown: [] }],
  ["is cited in a comment", '// test("x [server.a.b]")', { uncited: ["server.a.b"], unknown: [] }],
  ["is cited by a title", 'test("x [server.a.b]", () => {});', { uncited: [], unknown: [] }],
  ["is cited by a row", '["x", 400, "[server.a.b]"],', { uncited: [], unknown: [] }],
  ["is misspelt", '"[server.a.b] [server.a.c]"', { uncited: [], unknown: ["server.a.c"] }],
])("the gate finds when a requirement %s", (_name, text, expected) => {
  expect(compareCitations(["server.a.b"], findCitations([text]))).toEqual(expected);
});

test("REQUIREMENTS.md has both lists", async () => {
  const page = `# Requirements of @parley/server

Written from \`src/requirements.ts\` and \`src/requirement-exclusions.ts\`; \`pnpm exec vitest run -u requirements\` writes it
anew. A test cites a requirement by its id in brackets, in its title or in a row of its table.

| id | requirement | from |
|---|---|---|
${requirements.map(({ id, text, source }) => `| \`${id}\` | ${text} | ${source} |`).join("\n")}

## Not for this package

| subject | why |
|---|---|
${exclusions.map(({ subject, reason }) => `| ${subject} | ${reason} |`).join("\n")}
`;
  await expect(page).toMatchFileSnapshot("../REQUIREMENTS.md");
});
