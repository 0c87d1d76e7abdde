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
    // Files share their workers and what these have loaded, which takes a third off the time of most packages; a test
    // that changes what others see puts it back.
    isolate: false,
    // Several tests start real processes, and CI machines are small.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
