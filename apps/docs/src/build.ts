/** The script `build`: writes the site to `dist/`. */

import { fileURLToPath } from "node:url";
import { buildSite } from "./site.ts";

try {
  const apis = await buildSite(fileURLToPath(new URL("../dist/", import.meta.url)));
  console.log(`docs: built ${apis.join(", ")}`);
} catch (error) {
  console.error(`docs: ${(error as Error).message}`); // nothing throws anything else here
  process.exitCode = 1;
}
