/** The rules for the content of tarballs bite. */

import { Package } from "@arethetypeswrong/core";
import { expect, test } from "vitest";
import { root } from "./packages.mjs";
import { findContentProblems } from "./packed.ts";

const sound = {
  LICENSE: "Apache-2.0",
  "README.md": "# fixture",
  "package.json": '{ "name": "fixture", "dependencies": { "@scope/used": "^1.0.0" } }',
  "dist/index.js": 'import { a } from "@scope/used/entry";\nexport { a };\n',
  "dist/index.d.ts": "export declare const a: string;\n",
};

function pack(files: Readonly<Record<string, string>>): Package {
  const entries = Object.entries(files).map(([path, text]) => [`/node_modules/fixture/${path}`, text]);
  return new Package(Object.fromEntries(entries), "fixture", "1.0.0");
}

test("a sound package has no problems", () => {
  expect(findContentProblems(pack(sound))).toEqual([]);
});

test.each<[problem: string, files: Readonly<Record<string, string>>]>([
  ["src/index.ts does not belong there", { "src/index.ts": "export {};" }],
  ["dist/index.test.js does not belong there", { "dist/index.test.js": "" }],
  ["dist/source.ts does not belong there", { "dist/source.ts": "export {};" }],
  ["dist/index.css.map does not belong there", { "dist/index.css.map": "{}" }],
  [`dist/a.js says ${root}`, { "dist/a.js": `// ${root}packages/client` }],
  ["dist/a.js says file://", { "dist/a.js": "// file:///home" }],
  ["unknown is no dependency", { "dist/a.js": 'export * from "unknown";' }],
  ["later is no dependency", { "dist/a.js": 'await import("later");' }],
  ["typed is no dependency", { "dist/a.d.ts": 'export type A = import("typed").A;' }],
  ["@scope/used is not imported", { "dist/index.js": "export {};" }],
])("%s", (problem, files) => {
  expect(findContentProblems(pack({ ...sound, ...files }))).toEqual([problem]);
});

test.each(["scripts", "devDependencies"])("package.json has %s", (name) => {
  const manifest = JSON.stringify({ name: "fixture", dependencies: { "@scope/used": "^1.0.0" }, [name]: {} });
  expect(findContentProblems(pack({ ...sound, "package.json": manifest }))).toEqual([`package.json has ${name}`]);
});

test("maps of what is built belong to it", () => {
  const maps = { "dist/index.js.map": "{}", "dist/index.d.ts.map": "{}" };
  expect(findContentProblems(pack({ ...sound, ...maps }))).toEqual([]);
});

test.each(["LICENSE", "README.md"])("%s is missing", (path) => {
  const { [path]: _, ...rest }: Record<string, string> = sound;
  expect(findContentProblems(pack(rest))).toEqual([`${path} is missing`]);
});
