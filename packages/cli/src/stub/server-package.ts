/** Packs `@parley/server` for a stub: its published build with what it depends on inside. */

import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Files } from "./plan.ts";

const folder = fileURLToPath(new URL("../../../server/", import.meta.url));
const entries = ["index", "node"];

/**
 * The files of the package; `@parley/server` must have been built.
 *
 * It depends on nothing, so that a stub runs wherever it is put.
 */
export async function packServer(): Promise<Files> {
  const dist = join(folder, "dist");
  const { outputFiles } = await build({
    entryPoints: entries.map((name) => join(dist, `${name}.js`)),
    outdir: dist,
    bundle: true,
    splitting: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "es2022",
    chunkNames: "shared",
  });
  const scripts = outputFiles.map(({ path, text }) => [basename(path), text] as const);
  const names = (await readdir(dist)).filter((name) => name.endsWith(".d.ts"));
  const declarations = await Promise.all(
    names.map(async (name) => [name, await readFile(join(dist, name), "utf8")] as const),
  );
  const { name, version, license, engines } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  ) as Record<string, unknown>;
  const exports = Object.fromEntries(
    entries.map((entry) => [
      entry === "index" ? "." : `./${entry}`,
      { types: `./${entry}.d.ts`, default: `./${entry}.js` },
    ]),
  );
  const manifest = { name, version, license, engines, type: "module", exports };
  return {
    ...Object.fromEntries([...scripts, ...declarations]),
    LICENSE: await readFile(join(folder, "../../LICENSE"), "utf8"),
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
  };
}
