/** The published build: the entries of the package, with the shared shapes of the contracts put in. */

import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/tanstack.ts"],
  platform: "neutral",
  target: "es2022",
  dts: { oxc: true },
  inputOptions: { resolve: { conditionNames: ["@parley/source", "import", "default"] } },
});
