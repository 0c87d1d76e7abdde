/** What an author of contracts is told: each fault once, with its file and line, by the linter and by the generator. */

import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { specFolder } from "./bundle.ts";
import { emit } from "./emit.ts";
import { describeFinding, lint } from "./findings.ts";
import { generate } from "./generate.ts";
import { bundleGolden } from "./testing.ts";

const fixture = fileURLToPath(new URL("../__fixtures__/fourth-api/", import.meta.url));

let root = "";
let folder = "";
let target = "";

/** A folder beside the packages, as `spec/` is, with the rules of `spec/` and one contract that nobody knows. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-generate-"));
  folder = join(root, "spec");
  target = join(root, "generated");
  await mkdir(folder);
  await symlink(join(specFolder, "../packages"), join(root, "packages"), "junction");
  const config = parseDocument(await readFile(join(specFolder, "redocly.yaml"), "utf8"));
  config.set("apis", { demo: { root: "demo/openapi.yaml" } });
  await writeFile(join(folder, "redocly.yaml"), String(config));
});
afterEach(() => rm(root, { recursive: true }));

/** What the generator prints of a contract that it refuses. */
async function told(): Promise<readonly string[] | undefined> {
  const [generated, ...others] = await generate({ folder, target });
  expect(others).toEqual([]);
  expect(generated?.ok).toBe(false);
  return generated?.lines;
}

describe("a contract made from nothing", () => {
  test("is generated with everything that the others have, and has no findings", async () => {
    await cp(fixture, join(folder, "demo"), { recursive: true });
    expect(await lint(folder)).toEqual([]);
    expect(await generate({ folder, target })).toEqual([
      { api: "demo", ok: true, lines: ["demo: 1 operations (0 seed, 0 documented, 0 observed, 1 assumed)"] },
    ]);
    const files = [...Object.keys(await emit(await bundleGolden())), "examples"];
    expect((await readdir(join(target, "demo"))).toSorted()).toEqual(files.toSorted());
  });

  test("needs no examples in files", async () => {
    await cp(fixture, join(folder, "demo"), { recursive: true });
    await rm(join(folder, "demo/examples"), { recursive: true });
    await edit("paths/things.yaml", "externalValue: ../examples/thing.json", "value: { name: Thing }");
    expect(await generate({ folder, target })).toMatchObject([{ ok: true }]);
  });

  test("is missed where it is registered before it is made", async () => {
    expect(await told()).toEqual([
      "spec/redocly.yaml:4:1: The root file demo/openapi.yaml is not there: make it, or correct its name. (root)",
    ]);
  });

  test("is told all that it lacks at once", async () => {
    await mkdir(join(folder, "demo"));
    const paths = "paths: { /things: { get: { responses: { '200': { description: Things. } } } } }";
    await writeFile(
      join(folder, "demo/openapi.yaml"),
      `openapi: 3.1.0\ninfo: { title: Demo, version: 1.0.0 }\n${paths}\n`,
    );
    const lines = [
      "1:1: Servers must be present. (no-empty-servers)",
      "2:1: Info object should contain `contact` field. (info-contact)",
      "2:1: Info object should contain `license` field. (info-license)",
      "3:21: Operation needs an operationId: verbNoun in camelCase, such as getThing. (parley/operation-id)",
      "3:21: Operation needs x-provenance, one of seed, documented, observed, assumed. (parley/provenance)",
      "3:26: Operation needs a tag. (rule/operation-tag)",
      "3:21: Operation object should contain `summary` field. (operation-summary)",
      "3:21: Operation object should contain `description` field. (operation-description)",
      "3:28: Operation must have at least one `4XX` response. (operation-4xx-response)",
      "3:21: Every operation should have security defined on it or on the root level. (security-defined)",
    ].map((line) => `spec/demo/openapi.yaml:${line}`);
    expect(await told()).toEqual(lines);
    expect((await lint(folder)).map(describeFinding)).toEqual(lines);
  });
});

/** Changes one place of a file of the contract. */
async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(folder, "demo", file);
  const text = await readFile(path, "utf8");
  const changed = text.replace(from, to);
  expect(changed, `${from} is in ${file}`).not.toBe(text);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, changed);
}

/** A fault, how it comes about, and the line that tells of it. */
const faults: Readonly<Record<string, readonly [fault: () => Promise<void>, line: string]>> = {
  "a copied operation": [
    async () => {
      await cp(join(folder, "demo/paths/things.yaml"), join(folder, "demo/paths/others.yaml"));
      await edit("openapi.yaml", /$/, "  /others:\n    $ref: paths/others.yaml\n");
    },
    'spec/demo/paths/others.yaml:2:16: operationId "getThing" is already used in spec/demo/paths/things.yaml; give this operation another. (parley/operation-id)',
  ],
  "a removed operationId": [
    () => edit("paths/things.yaml", "  operationId: getThing\n", ""),
    "spec/demo/paths/things.yaml:1:1: Operation needs an operationId: verbNoun in camelCase, such as getThing. (parley/operation-id)",
  ],
  "a reference to no schema": [
    () => edit("paths/things.yaml", "#/Thing", "#/Thng"),
    "spec/demo/paths/things.yaml:12:19: The reference leads nowhere: ../schemas/thing.yaml#/Thng (no-unresolved-refs)",
  ],
  "a reference to no file": [
    () => edit("openapi.yaml", "paths/things.yaml", "paths/thing.yaml"),
    "spec/demo/openapi.yaml:17:5: The reference leads nowhere: paths/thing.yaml (no-unresolved-refs)",
  ],
  "broken YAML": [
    () => edit("paths/things.yaml", "tags: [Things]", "tags: [Things"),
    "spec/demo/paths/things.yaml:5:3: deficient indentation. (syntax)",
  ],
  "broken YAML in a file that several places refer to": [
    async () => {
      await edit("paths/things.yaml", /$/, '    "500": { $ref: ../responses/errors.yaml#/TooManyRequests }\n');
      await edit("responses/errors.yaml", "  description: Too", "  description: : Too");
    },
    "spec/demo/responses/errors.yaml:2:16: bad indentation of a mapping entry. (syntax)",
  ],
  "broken YAML in the root file": [
    () => edit("openapi.yaml", "title: Demo", "title: [Demo"),
    "spec/demo/openapi.yaml:5:3: deficient indentation. (syntax)",
  ],
  "broken YAML in the configuration": [
    () => edit("../redocly.yaml", "apis:", "apis: ["),
    "spec/redocly.yaml:4:9: missed comma between flow collection entries. (syntax)",
  ],
  "broken JSON": [
    () => edit("examples/thing.json", '"Thing"', '"Thing",'),
    "spec/demo/paths/things.yaml:14:54: spec/demo/examples/thing.json:3:1 is no JSON: property name expected. (parley/inline-examples)",
  ],
  "broken JSON that several examples show": [
    async () => {
      await edit("paths/things.yaml", /( +)ok: (.*\n)/, "$1ok: $2$1again: $2");
      await edit("examples/thing.json", "{", "{{");
    },
    "spec/demo/paths/things.yaml:14:54: spec/demo/examples/thing.json:1:2 is no JSON: property name expected. (parley/inline-examples)",
  ],
  "an example file that is not there": [
    () => rm(join(folder, "demo/examples/thing.json")),
    "spec/demo/paths/things.yaml:14:54: spec/demo/examples/thing.json is not there. (parley/inline-examples)",
  ],
  "an operation without a tag": [
    () => edit("paths/things.yaml", "  tags: [Things]\n", ""),
    "spec/demo/paths/things.yaml:2:3: Operation needs a tag. (rule/operation-tag)",
  ],
};

test.each(Object.entries(faults))("%s is told once", async (_name, [fault, line]) => {
  await cp(fixture, join(folder, "demo"), { recursive: true });
  await fault();
  expect(await told()).toEqual([line]);
});
