/** Settings of every published build. */

import { defineConfig, type UserConfig } from "tsdown";

/**
 * The build of a package: its entries, with what they use of the contracts and the clock put in.
 *
 * @param entry - Source files, relative to the package.
 */
export function defineBuild(entry: string[]): UserConfig {
  return defineConfig({
    entry,
    platform: "neutral",
    target: "es2022",
    dts: { oxc: true },
    failOnWarn: true,
    // Some entries are for Node: what it brings is imported, and on a neutral platform that has to be said.
    deps: { neverBundle: [/^node:/] },
    inputOptions: { resolve: { conditionNames: ["@parley/source", "import", "default"] } },
  });
}
