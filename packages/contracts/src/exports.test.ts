import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { listApis } from "./generate/bundle.ts";

const files = {
  "": "index.ts",
  "/client": "client.ts",
  "/operations": "operations.ts",
  "/validators": "validators.js",
  "/streams": "streams.ts",
  "/openapi.json": "openapi.json",
  "/openapi.yaml": "openapi.yaml",
  "/openapi-3.2.json": "openapi-3.2.json",
  "/openapi-3.2.yaml": "openapi-3.2.yaml",
};
const line = (entry: string, target: string): string => `    ${JSON.stringify(entry)}: ${JSON.stringify(target)},`;

test("package.json exports what is generated for each registered contract, and nothing else from there", async () => {
  const manifest = await readFile(new URL("../package.json", import.meta.url), "utf8");
  const { exports } = JSON.parse(manifest) as { exports: Record<string, string> };
  const found = Object.entries(exports)
    .filter(([, target]) => target.startsWith("./generated/"))
    .map(([entry, target]) => line(entry, target));
  const wanted = (await listApis()).flatMap((api) =>
    Object.entries(files).map(([entry, file]) => line(`./${api}${entry}`, `./generated/${api}/${file}`)),
  );
  const toAdd = wanted.filter((text) => !found.includes(text));
  const toRemove = found.filter((text) => !wanted.includes(text));
  const help = ["In the exports of package.json, add", ...toAdd, "and remove", ...toRemove].join("\n");
  expect({ toAdd, toRemove }, help).toEqual({ toAdd: [], toRemove: [] });
});
