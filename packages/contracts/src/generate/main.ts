/** Generates `generated/<api>/` for every registered contract, or into the folder that is given as a parameter. */

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, listApis, specFolder } from "./bundle.ts";
import { emit } from "./emit.ts";

const target = process.argv[2] ?? fileURLToPath(new URL("../../generated/", import.meta.url));

async function generate(api: string): Promise<void> {
  const files = await emit(await bundle(api));
  const folder = join(target, api);
  await mkdir(folder, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  await cp(join(specFolder, api, "examples"), join(folder, "examples"), { recursive: true });
  console.log(`${api}: ${Object.keys(files).length} files`);
}

await rm(target, { recursive: true, force: true });
await Promise.all((await listApis()).map(generate));
