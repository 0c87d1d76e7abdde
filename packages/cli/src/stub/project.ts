/** Makes a stub a project of its own: a manifest, settings of the compiler, and the package that it imports. */

import { createRequire } from "node:module";
import type { OpenApiDocument } from "@parley/contracts/document";
import base from "@parley/tooling/tsconfig.json" with { type: "json" };
import ts from "typescript";

const types = createRequire(import.meta.url)("@types/node/package.json") as { readonly version: string };

/** Folder of the packed server in a stub. */
export const serverFolder = "vendor/parley-server";

/** Files of a project, which are its owner's from then on. */
export function projectFiles(name: string, document: OpenApiDocument): Readonly<Record<string, string>> {
  const manifest = {
    name: `${packageNameOf(name)}-server`,
    private: true,
    type: "module",
    // By this a later run knows whose folder it is.
    parley: { contract: document.info.title },
    scripts: { start: "node main.ts", typecheck: "tsc" },
    dependencies: { "@parley/server": `file:${serverFolder}`, node: process.versions.node },
    devDependencies: { "@types/node": types.version, typescript: ts.version },
  };
  const { customConditions: _ours, ...shared } = base.compilerOptions;
  const compilerOptions = { ...shared, lib: ["esnext", "dom", "dom.iterable"] };
  return {
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    "tsconfig.json": `${JSON.stringify({ compilerOptions, include: ["**/*.ts"] }, null, 2)}\n`,
    ".gitignore": "node_modules/\n",
  };
}

/** Title of the contract that a manifest is of; `undefined` where it is of no stub. */
export function contractOf(manifest: string): string | undefined {
  try {
    const { parley } = JSON.parse(manifest) as { readonly parley?: { readonly contract?: unknown } };
    return typeof parley?.contract === "string" ? parley.contract : undefined;
  } catch {
    return undefined;
  }
}

/** A name that npm takes. */
function packageNameOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .replace(/^-+|-+$/g, "") || "api"
  );
}
