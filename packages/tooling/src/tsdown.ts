/** Settings of every published build. */

import { defineConfig, type UserConfig } from "tsdown";

/**
 * The build of a package: its entries, with what they use of the contracts and the clock put in. Names of chunks have no
 * hash, so that a new version changes only the files that it changes; maps lead debuggers and editors to the source,
 * which they carry.
 *
 * @param entry - Source files, relative to the package, or by the names that they get.
 */
export function defineBuild(entry: string[] | Record<string, string>): UserConfig {
  return defineConfig({
    entry,
    platform: "neutral",
    target: "es2022",
    sourcemap: true,
    dts: { oxc: true, sourcemap: true },
    hash: false,
    failOnWarn: true,
    // Some entries are for Node: what it brings is imported, and on a neutral platform that has to be said.
    deps: { neverBundle: [/^node:/] },
    inputOptions: { resolve: { conditionNames: ["@parley/source", "import", "default"] } },
  });
}
