/** Settings of every test run. */

import { defineConfig } from "vitest/config";

const conditions = ["@parley/source", "module", "node", "import", "default"];

export default defineConfig({
  // Packages of the workspace are tested from their sources; nothing has to be built before.
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // Several tests start real processes, and CI machines are small.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
