/** The four provenances in words and colours. */

import type { Provenance } from "@parley/contracts";

/** Order of strength, meaning, and the colour of the badge (all with white text at a contrast of 4.5 or more). */
export const provenances = [
  { name: "seed", meaning: "from the vendor pages that this project started with", color: "#1a7f45" },
  { name: "documented", meaning: "from other public documentation of the vendor", color: "#1f66c9" },
  { name: "observed", meaning: "seen in a public client of the vendor", color: "#7a4fd0" },
  { name: "assumed", meaning: "decided here, because the vendor is silent", color: "#a85b00" },
] as const satisfies readonly { name: Provenance; meaning: string; color: string }[];

/** Colour of one badge. */
export function provenanceColor(name: Provenance): string {
  return provenances.find((provenance) => provenance.name === name)?.color ?? "";
}
