/** What would be published: the files of each tarball, and how it serves a project that installed it. */

import { mkdtempSync, readFileSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installOffline } from "./offline.ts";
import { root } from "./packages.mjs";
import { findContentProblems } from "./packed.ts";
import { findPublished, type PublishedPackage } from "./published.ts";
import { runTool } from "./run-tool.ts";

const published = findPublished();
const folder = mkdtempSync(join(tmpdir(), "parley-pack-"));
const project = join(folder, "project");
const require = createRequire(import.meta.url);
const compiler = require.resolve("typescript-emit/bin/tsc");

/** Tarballs by the name of their package. */
const tarballs = new Map<string, string>();

async function pack({ name, folder: cwd }: PublishedPackage): Promise<void> {
  const output = await runTool("pnpm", ["pack", "--json", "--pack-destination", folder], cwd);
  tarballs.set(name, (JSON.parse(output) as { filename: string }).filename); // what pnpm prints
}

function tarballOf(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(tarballs.get(name) ?? ""));
}

beforeAll(async () => {
  await mkdir(project);
  await Promise.all(published.map(pack));
  await installOffline({
    folder: project,
    tarballs,
    homes: published.map(({ folder: home }) => home),
    tools: { "@types/node": dirname(require.resolve("@types/node/package.json")) },
  });
  for (const { name, folder: home } of published) {
    await copyFile(join(home, "src/__fixtures__/consumer.ts"), join(project, consumerOf(name)));
  }
});

afterAll(() => rm(folder, { recursive: true }));

/** The file in the project that uses a package. */
function consumerOf(name: string): string {
  return `${name.replace(/\W+/g, "-").slice(1)}.ts`;
}

test("there is something to publish", () => {
  expect(published.map(({ name }) => name)).toContain("@parley/client");
});

test("what is packed here is built before, by the order of the tasks", () => {
  const { tasks } = JSON.parse(readFileSync(join(root, "turbo.json"), "utf8")) as {
    tasks: Readonly<Record<string, { readonly dependsOn: readonly string[] }>>;
  };
  const builds = published.map(({ name }) => `${name}#build`);
  expect(tasks["@parley/tooling#test"]?.dependsOn).toEqual(expect.arrayContaining(builds));
});

describe.each(published)("$name", ({ name, entries }) => {
  test("has its build, a readme, the licence, what it imports as dependencies, and nothing else", () => {
    expect(findContentProblems(createPackageFromTarballData(tarballOf(name)))).toEqual([]);
  });

  test("has no findings of publint", async () => {
    const { messages, pkg } = await publint({ pack: { tarball: tarballOf(name).buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  test("has no findings of Are The Types Wrong, as ESM", async () => {
    const result = await checkPackage(createPackageFromTarballData(tarballOf(name)));
    if (!result.types) throw new Error("There are no types");
    expect(Object.keys(result.entrypoints).map((path) => name + path.slice(1))).toEqual(entries);
    // For CommonJS and for resolution by folders there is nothing.
    const others: readonly unknown[] = ["node10", "node16-cjs"];
    const isForModules = (problem: object) => !("resolutionKind" in problem && others.includes(problem.resolutionKind));
    expect(result.problems.filter(isForModules)).toEqual([]);
  });

  test("has a consumer that imports every entry", async () => {
    const text = await readFile(join(project, consumerOf(name)), "utf8");
    const imported = [...text.matchAll(/^import .*"([^"]+)";$/gm)].map(([, specifier]) => specifier);
    expect(imported.toSorted()).toEqual(entries.toSorted());
  });

  test("serves its consumer when it is run", async () => {
    await runTool(process.execPath, [consumerOf(name)], project);
  });
});

/** Whether an entry is for Node alone, as its name says. */
function needsNode({ entries }: PublishedPackage): boolean {
  return entries.some((entry) => entry.endsWith("/node"));
}

const isAny = () => true;
const runsAnywhere = (each: PublishedPackage) => !needsNode(each);

test.each([
  { kind: "the resolution of Node", module: "node16", moduleResolution: "node16", types: ["node"], isChecked: isAny },
  { kind: "that of bundlers", module: "esnext", moduleResolution: "bundler", types: [], isChecked: runsAnywhere },
  { kind: "that of Bun", module: "esnext", moduleResolution: "bundler", types: ["node"], isChecked: needsNode },
])("consumers type-check with $kind", async ({ kind, isChecked, ...resolution }) => {
  const file = `tsconfig.${kind.replaceAll(" ", "-")}.json`;
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    // Everything that the declarations need is there.
    skipLibCheck: false,
    noEmit: true,
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable"],
    ...resolution,
  };
  const files = published.filter(isChecked).map(({ name }) => consumerOf(name));
  await writeFile(join(project, file), JSON.stringify({ compilerOptions, files }));
  await runTool(process.execPath, [compiler, "--project", file], project);
});
