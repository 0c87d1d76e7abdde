/** The decoder of event streams inside of a client that `redocly generate-client` makes. */

import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runRedocly } from "@parley/contracts/bundle";

/** What the generated decoder yields. */
export interface RedoclyEvent {
  readonly event?: string;
  readonly data: string;
  readonly id?: string;
}

/** The generated client, with its decoder exported. */
interface GeneratedClient {
  sse(
    config: { readonly fetch: () => Promise<Response> },
    operation: { readonly id: string; readonly path: string; readonly tags: readonly string[] },
    prepare: () => Promise<{ url: string; init: { reconnect: boolean } }>,
    dataKind: "text",
  ): AsyncIterable<RedoclyEvent>;
}

/** Generates a client for one of the contracts and gives the decoder in it. */
export async function generateRedoclyDecoder(): Promise<(response: Response) => AsyncIterable<RedoclyEvent>> {
  const contract = fileURLToPath(import.meta.resolve("@parley/contracts/chatzy/openapi.json"));
  const folder = await mkdtemp(join(tmpdir(), "parley-redocly-"));
  try {
    const file = join(folder, "client.ts");
    const { ok, stderr } = await runRedocly(["generate-client", contract, "--output", file]);
    if (!ok) throw new Error(`redocly generate-client failed: ${stderr}`);
    // The operations of a client that stream parse JSON; the decoder itself also gives text, as the others do.
    await appendFile(file, "\nexport { sse };\n");
    const { sse } = (await import(pathToFileURL(file).href)) as GeneratedClient; // as it was generated just now
    const operation = { id: "streamReply", path: "/", tags: [] };
    const request = { url: "http://localhost/", init: { reconnect: false } };
    return (response) => sse({ fetch: async () => response }, operation, async () => request, "text");
  } finally {
    await rm(folder, { recursive: true });
  }
}
