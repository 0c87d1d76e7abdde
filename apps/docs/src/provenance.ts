/** The four provenances in words and colours. */

import type { Provenance } from "@parley/contracts";

/** Strongest first: meaning, colour under white text (contrast of 4.5 or more), and Redoc's name of a like colour. */
export const provenances = [
  { name: "seed", meaning: "from the vendor pages that this project started with", color: "#1a7f45", redoc: "green" },
  { name: "documented", meaning: "from other public documentation of the vendor", color: "#1f66c9", redoc: "blue" },
  { name: "observed", meaning: "seen in a public client of the vendor", color: "#7a4fd0", redoc: "purple" },
  { name: "assumed", meaning: "decided here, because the vendor is silent", color: "#a85b00", redoc: "orange" },
] as const satisfies readonly { name: Provenance; meaning: string; color: string; redoc: string }[];

/** A badge as Redoc reads it (`x-badges`). */
export function redocBadge(name: Provenance): { name: string; color: string } {
  return { name, color: provenances.find((provenance) => provenance.name === name)?.redoc ?? "grey" };
}
