/** The texts for people who come to the repository: what they point at is there, and nothing is left out. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const workspace = ["packages", "apps"].flatMap((kind) =>
  readdirSync(join(root, kind))
    .filter((name) => existsSync(join(root, kind, name, "package.json")))
    .map((name) => `${kind}/${name}`),
);
const texts = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");

/** Targets of the links of a text that are files, relative to the root. */
function linkedFiles(file: string): string[] {
  return [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(?:[a-z]+:|#)/.test(target))
    .map((target) => normalize(join(dirname(file), target.split("#", 1)[0] ?? "")));
}

test.each(texts)("%s links to files that are there", (file) => {
  expect(linkedFiles(file).filter((target) => !existsSync(join(root, target)))).toEqual([]);
});

test("the readme links to every package and app", () => {
  const linked = linkedFiles("README.md");
  expect(workspace.filter((folder) => !linked.includes(`${folder}/README.md`))).toEqual([]);
});

test("the map of the house shows every package and app", () => {
  const [, map = ""] = /^```\nspec\/(.*?)^```$/ms.exec(read(".github/CONTRIBUTING.md")) ?? [];
  const [packages = "", apps = ""] = map.split(/^apps\/$/m);
  const shown = (part: string) =>
    [...part.matchAll(/^ {2}(\S+(?: \S+)*)/gm)].flatMap(([, names = ""]) => names.split(" "));
  const drawn = [...shown(packages).map((name) => `packages/${name}`), ...shown(apps).map((name) => `apps/${name}`)];
  expect(drawn.toSorted()).toEqual(workspace.toSorted());
});

test("a push runs what .ci/run does, and nothing else", () => {
  const runs = [...read(".github/workflows/ci.yml").matchAll(/^ +- run: (.*)$/gm)].map(([, command]) => command);
  expect(runs).toEqual([expect.stringMatching(/ bash \.ci\/run$/)]);
});
