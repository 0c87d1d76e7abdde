/** Files that the agent writes. */

import { orders, shop } from "../shop/index.ts";
import type { Act, Scene } from "./scene.ts";

const kinds: Readonly<Record<string, { readonly mediaType: string; readonly category: string }>> = {
  csv: { mediaType: "text/csv", category: "csv" },
  json: { mediaType: "application/json", category: "code" },
  md: { mediaType: "text/markdown", category: "document" },
  txt: { mediaType: "text/plain", category: "document" },
};

/** Writes the orders into a file of the given name, a table by default. */
export async function* writeArtifact({ say, texts }: Scene, argument: string): Act {
  // A name and no path: nothing of the visitor decides about a folder.
  const name = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,80}$/.test(argument) ? argument : "orders.csv";
  const path = `downloads/${name}`;
  const kind = kinds[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? { mediaType: "text/plain", category: "document" };
  yield { type: "artifact", path, ...kind, text: write(kind.mediaType) };
  yield* say(texts.artifact(path));
}

function write(mediaType: string): string {
  if (mediaType === "application/json") return `${JSON.stringify(orders, null, 2)}\n`;
  const rows = orders.map(({ number, state, amount }) => [number, state, String(amount)]);
  if (mediaType === "text/csv")
    return [["number", "state", "cents"], ...rows].map((row) => `${row.join(",")}\n`).join("");
  return `# ${shop.name}\n\n${rows.map((row) => `- ${row.join(", ")}\n`).join("")}`;
}
