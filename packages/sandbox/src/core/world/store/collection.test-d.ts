/** The fields of a kind of records are said as they are, all of them. */

import { defineCollection } from "./collection.ts";

interface Item {
  readonly id: string;
  readonly state: "open" | "closed";
  readonly size?: number;
  readonly owner: { readonly name: string } | null;
  readonly tags: readonly string[] | null | undefined;
  readonly mixed: string | number;
  readonly any: unknown;
}

const fields = {
  id: "string",
  state: "string",
  size: "number?",
  owner: "object|null",
  tags: "array|null?",
  mixed: "json",
  any: "json",
} as const;
const rest = { name: "test/items", key: ({ id }: Item) => id, indexes: {} };

export const isComplete = defineCollection<Item>()({ ...rest, fields });

const { any, ...incomplete } = fields;
// @ts-expect-error a field is missing
export const lacksOne = defineCollection<Item>()({ ...rest, fields: incomplete });
// @ts-expect-error a field may be absent, and that is not said
export const isWrong = defineCollection<Item>()({ ...rest, fields: { ...fields, size: "number" } });
void any;
