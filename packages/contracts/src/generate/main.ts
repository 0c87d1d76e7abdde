/** Generates `generated/<api>/` for every registered contract, or into the folder that is given as a parameter. */

import { fileURLToPath } from "node:url";
import { specFolder } from "./bundle.ts";
import { generate } from "./generate.ts";

const target = process.argv[2] ?? fileURLToPath(new URL("../../generated/", import.meta.url));
const folder = process.argv[3] ?? specFolder;

for (const { ok, lines } of await generate({ folder, target })) {
  for (const line of lines) (ok ? console.log : console.error)(line);
  if (!ok) process.exitCode = 1;
}
