/** That a world is there, and how it began. */

import { defineCollection } from "../store/index.ts";
import type { SeedName } from "./seeds.ts";

/** What is known of a world itself. */
export interface WorldRecord {
  readonly id: "world";
  readonly seed: SeedName;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The one record that each world has. */
export const worldRecords = defineCollection<WorldRecord>()({
  name: "parley/world",
  key: ({ id }) => id,
  fields: { id: "string", seed: "string", createdAt: "number" },
  indexes: {},
});
