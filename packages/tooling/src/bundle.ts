/** Bundles a file as those do who install our packages: from the published builds, with what they let go left out. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { build, type Plugin } from "esbuild";

/** Options of {@link bundle}. */
export interface BundleOptions {
  /** Whether names and white space are shortened; false by default. */
  readonly minify?: boolean;
  /** Whether the package itself stays outside and is imported by its name, as in a program on Node; false by default. */
  readonly importsPackage?: boolean;
  /** Whether it may use what only Node has; false by default, so that a `node:` import is an error. */
  readonly forNode?: boolean;
  /** Whether other packages of the workspace come from their sources, which need no build; false by default. */
  readonly fromSources?: boolean;
}

/** Sizes of a bundle, in bytes. */
export interface BundleSize {
  readonly minified: number;
  /** Minified, then compressed with gzip. */
  readonly compressed: number;
}

/**
 * Bundles a file of a package as one module.
 *
 * What the file imports from the sources of its package (`../index.ts` from two folders below) comes from `dist`, so
 * the file type-checks without a build and still is about what is published.
 *
 * @param entry - Absolute path of the file.
 * @throws Error when something cannot be resolved; so it is where the package is not built.
 */
export async function bundle(entry: string, options: BundleOptions = {}): Promise<string> {
  const { minify = false, importsPackage = false, forNode = false, fromSources = false } = options;
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify,
    format: "esm",
    platform: forNode ? "node" : "neutral",
    mainFields: [...(forNode ? [] : ["browser"]), "module", "main"],
    conditions: [...(fromSources ? ["@parley/source"] : []), forNode ? "node" : "browser", "import"],
    target: "es2022",
    logLevel: "silent",
    plugins: [publishedBuild(entry, importsPackage)],
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${entry} made no bundle`);
  return file.text;
}

/** Sizes of a file that is bundled for a browser. */
export async function measureBundle(entry: string): Promise<BundleSize> {
  const bytes = Buffer.from(await bundle(entry, { minify: true }));
  const { length } = await promisify(gzip)(bytes, { level: 9 });
  return { minified: bytes.length, compressed: length };
}

function publishedBuild(entry: string, importsPackage: boolean): Plugin {
  return {
    name: "published-build",
    setup(build) {
      build.onResolve({ filter: /^\.\.\/[\w-]+\.ts$/ }, ({ path, importer }) => {
        if (importer !== entry) return undefined;
        const folder = packageFolder(entry);
        const [name = ""] = /[\w-]+/.exec(path) ?? [];
        if (importsPackage) return { path: packageName(folder) + (name === "index" ? "" : `/${name}`), external: true };
        const built = join(folder, "dist", `${name}.js`);
        if (existsSync(built)) return { path: built };
        return { errors: [{ text: `${built} is missing; npm test makes it` }] };
      });
    },
  };
}

/** The nearest folder above with a package.json. */
function packageFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(join(folder, "package.json")) || folder === path ? folder : packageFolder(folder);
}

function packageName(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly name: string }).name;
}
