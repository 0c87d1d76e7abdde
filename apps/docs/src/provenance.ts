/** The four provenances in words. */

import type { Provenance } from "@parley/contracts";

/** Strongest first: meaning, and the colour of the badge in Redoc's words. */
export const provenances = [
  { name: "seed", meaning: "from the vendor pages that this project started with", redoc: "green" },
  { name: "documented", meaning: "from other public documentation of the vendor", redoc: "blue" },
  { name: "observed", meaning: "seen in a public client of the vendor", redoc: "purple" },
  { name: "assumed", meaning: "decided here, because the vendor is silent", redoc: "orange" },
] as const satisfies readonly { name: Provenance; meaning: string; redoc: string }[];

/** A badge as Redoc reads it (`x-badges`). */
export function redocBadge(name: Provenance): { name: string; color: string } {
  return { name, color: provenances.find((provenance) => provenance.name === name)?.redoc ?? "grey" };
}
