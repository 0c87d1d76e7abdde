/** The table of `spec/README.md` that says how well the contracts are known is true. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countProvenance } from "./document.ts";
import { bundle, listApis, specFolder } from "./generate/bundle.ts";

test("spec/README.md counts the operations of every level", async () => {
  const apis = await listApis();
  const counts = await Promise.all(apis.map(async (api) => countProvenance(await bundle(api))));
  const levels = ["seed", "documented", "observed", "assumed"] as const;
  const expected = [
    ["level", ...apis],
    ...levels.map((level) => [level, ...counts.map((count) => String(count[level]))]),
  ];
  const readme = await readFile(join(specFolder, "README.md"), "utf8");
  const rows = readme
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const start = rows.findIndex((row) => row[0] === "level" && row.length === apis.length + 1);
  const [header, _rule, ...body] = rows.slice(start, start + 2 + levels.length);
  expect([header, ...body]).toEqual(expected);
});
