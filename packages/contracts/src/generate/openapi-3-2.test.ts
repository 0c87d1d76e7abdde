import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { bundle, listApis, runRedocly } from "./bundle.ts";
import { projectToOpenApi32 } from "./openapi-3-2.ts";
import { bundleGolden } from "./testing.ts";

const config = "extends: [recommended-strict]\n";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-openapi-3-2-"));
  await writeFile(join(folder, "redocly.yaml"), config);
});
afterAll(() => rm(folder, { recursive: true }));

/** What the linter says of a document; empty when it is clean. */
async function lint(name: string, document: object): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, stringify(document));
  const parameters = ["lint", file, "--config", join(folder, "redocly.yaml"), "--format", "stylish"];
  const { ok, stdout, stderr } = await runRedocly(parameters);
  return ok ? "" : stdout + stderr;
}

test("the golden contract lints clean", async () => {
  expect(await lint("golden", projectToOpenApi32(await bundleGolden()))).toBe("");
});

test.each(await listApis())("%s lints clean", async (api) => {
  expect(await lint(api, projectToOpenApi32(await bundle(api)))).toBe("");
});

test("the linter refuses the projection where it is called OpenAPI 3.1", async () => {
  const report = await lint("wrong", { ...projectToOpenApi32(await bundleGolden()), openapi: "3.1.0" });
  expect(report).toContain("Property `itemSchema` is not expected here");
});
