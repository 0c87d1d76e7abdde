import { expect, test } from "vitest";
import type { OpenApiDocument } from "../document.ts";
import { emitClientTable } from "./client-table.ts";
import { bundleGolden } from "./testing.ts";

/** The golden contract, its query parameters of the first operation in these styles. */
async function withStyles(...styles: readonly object[]): Promise<OpenApiDocument> {
  const document = await bundleGolden();
  const [path = ""] = Object.keys(document.paths);
  const item = document.paths[path] as { [method: string]: object };
  const [method = ""] = Object.keys(item).filter((name) => /^(get|post|put|delete)$/.test(name));
  const parameters = styles.map((style, index) => ({ name: `q${index}`, in: "query", schema: {}, ...style }));
  const paths = { ...document.paths, [path]: { ...item, [method]: { ...item[method], parameters } } };
  return { ...document, paths } as OpenApiDocument; // with other parameters
}

test("a style of the query that is not the default is told", async () => {
  const text = emitClientTable(await withStyles({ explode: false }));
  expect(text).toContain('"query": {\n        "array": {\n          "style": "form",\n          "explode": false');
});

test("several styles in one query are refused, as clients cannot write them", async () => {
  const document = await withStyles({ explode: false }, { style: "deepObject" });
  expect(() => emitClientTable(document)).toThrow(/parameters of several styles/);
});
