/** Kinds of records that the tests of stores use. */

import { defineCollection } from "../store/index.ts";

/** A note of somebody. */
export interface Note {
  readonly id: string;
  readonly user: string;
  readonly size: number;
  readonly code?: string;
}

/** Notes, by all that a kind of records can be found by. */
export const notes = defineCollection<Note>()({
  name: "test/notes",
  key: ({ id }) => id,
  fields: { id: "string", user: "string", size: "number", code: "string?" },
  indexes: {
    byUser: { of: ({ user, size }) => [user, size] },
    bySize: { of: ({ size }) => size },
    byCode: { of: ({ code }) => code, isUnique: true },
  },
});

/** What can be taken once. */
export const tickets = defineCollection<{ readonly id: string }>()({
  name: "test/tickets",
  key: ({ id }) => id,
  fields: { id: "string" },
  indexes: {},
});
