/** The published build: the entries of the package, with what it uses of the contract put in. */

import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/server.ts"],
  platform: "neutral",
  target: "es2022",
  dts: { oxc: true },
  inputOptions: { resolve: { conditionNames: ["@parley/source", "import", "default"] } },
});
