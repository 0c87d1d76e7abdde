/** The published build: the entries of the package, with what it uses of the contract put in. */

import { readFile } from "node:fs/promises";
import { defineConfig } from "tsdown";

export default defineConfig({
  entry: ["src/index.ts", "src/operations.ts", "src/server.ts"],
  platform: "neutral",
  target: "es2022",
  dts: { oxc: true },
  inputOptions: { resolve: { conditionNames: ["@parley/source", "import", "default"] } },
  plugins: [
    {
      // Declarations are made file by file (TypeScript's isolatedDeclarations), where `satisfies` is not understood.
      name: "constants-without-satisfies",
      load: {
        filter: { id: /contracts[\\/]generated[\\/].*\.ts$/ },
        handler: async (id) => (await readFile(id, "utf8")).replaceAll(/ as const satisfies [^;]+;/g, " as const;"),
      },
    },
  ],
});
