/** Rules for the content of a tarball. */

import type { Package } from "@arethetypeswrong/core";
import { root } from "./packages.mjs";

const expected = ["LICENSE", "README.md", "package.json"];
/** What only the machine that built it, or the workspace, can have said. */
const traces = [root, "file://", "workspace:", "catalog:", '"@parley/source"'];
const imports = /\b(?:from|import) ?\(?"((?:@[\w-]+\/)?[\w-]+)(?:\/[\w./-]+)?"/g;

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * What is wrong with the content of a tarball, in sentences: it has the build, a readme and the licence, says nothing of
 * where it was built, and depends on what it imports.
 */
export function findContentProblems(packed: Package): string[] {
  const folder = `/node_modules/${packed.packageName}/`;
  const files = packed.listFiles().map((path) => ({ path: path.slice(folder.length), text: packed.readFile(path) }));
  const paths = files.map(({ path }) => path);
  const isBuild = (path: string) => /^dist\/[\w-]+\.(d\.ts|js)(\.map)?$/.test(path);
  const manifest = JSON.parse(packed.readFile(`${folder}package.json`)) as Manifest;
  const { dependencies = {}, peerDependencies } = manifest;
  const depended = Object.keys({ ...dependencies, ...peerDependencies });
  const imported = new Set(
    files.flatMap(({ path, text }) =>
      isBuild(path) && !path.endsWith(".map") ? [...text.matchAll(imports)].map(([, name = ""]) => name) : [],
    ),
  );
  return [
    ...expected.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
    ...paths
      .filter((path) => !expected.includes(path) && !isBuild(path))
      .map((path) => `${path} does not belong there`),
    ...files.flatMap(({ path, text }) =>
      traces.filter((trace) => text.includes(trace)).map((trace) => `${path} says ${trace}`),
    ),
    ...["scripts", "devDependencies"].filter((name) => name in manifest).map((name) => `package.json has ${name}`),
    ...[...imported].filter((name) => !depended.includes(name)).map((name) => `${name} is no dependency`),
    // A peer that is not imported says with which versions of it the package works.
    ...Object.keys(dependencies)
      .filter((name) => !imported.has(name))
      .map((name) => `${name} is not imported`),
  ];
}
