/** How large the same program is with our client and with others: one call that answers JSON, with a token. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { runRedocly } from "@parley/contracts/bundle";
import type { Measurement, Table } from "@parley/tooling/bench";
import { measureBundle } from "@parley/tooling/bundle";

const contract = fileURLToPath(import.meta.resolve("@parley/contracts/xyz/openapi.json"));

function program(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Generates a client into the folder and gives the program that uses it. */
async function generateHeyApi(folder: string): Promise<string> {
  await createClient({ input: contract, output: { path: folder }, logs: { level: "silent" } });
  const entry = join(folder, "program.ts");
  await writeFile(
    entry,
    `import { client } from "./client.gen";
import { getTask } from "./sdk.gen";
client.setConfig({ baseUrl: "https://api.example", auth: "token" });
const { data } = await getTask({ path: { id: "1" }, throwOnError: true });
console.log(data);
`,
  );
  return entry;
}

/** Generates a client into the folder and gives the program that uses it. */
async function generateRedocly(folder: string): Promise<string> {
  const { ok, stderr } = await runRedocly(["generate-client", contract, "--output", join(folder, "client.ts")]);
  if (!ok) throw new Error(`redocly generate-client failed: ${stderr}`);
  const entry = join(folder, "program.ts");
  await writeFile(
    entry,
    `import { client, configure, getTask } from "./client.ts";
configure({ serverUrl: "https://api.example" });
client.auth.bearer("token");
console.log(await getTask("1"));
`,
  );
  return entry;
}

async function measure(): Promise<Table> {
  const folder = await mkdtemp(join(tmpdir(), "parley-sizes-"));
  try {
    const programs = {
      "fetch alone": program("size/fetch.ts"),
      "openapi-fetch": program("size/openapi-fetch.ts"),
      "@parley/client": program("../size/json-call.ts"),
      "@hey-api/openapi-ts": await generateHeyApi(join(folder, "hey-api")),
      "redocly generate-client": await generateRedocly(join(folder, "redocly")),
      openai: program("size/openai.ts"),
    };
    const table: Record<string, Record<string, number>> = {};
    for (const [name, entry] of Object.entries(programs)) {
      const { minified, compressed } = await measureBundle(entry);
      table[name] = { minified, "and gzip": compressed };
    }
    return table;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Bytes of each program, minified, and minified and compressed. */
export const sizes: Measurement = { name: "One JSON call with a token, bytes", measure };
