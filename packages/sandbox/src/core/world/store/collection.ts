/** Kinds of records: what they are called, and what they are found by. */

import type { Field, FieldsOf } from "./fields.ts";
import type { IndexValue } from "./order-key.ts";

/** What a kind of records can be found and listed by, besides its key. */
export interface Index<Item> {
  /** The value of a record; one that has none is not found by this index. */
  readonly of: (item: Item) => IndexValue | undefined;
  /** Whether no two records of a world may have the same value. */
  readonly isUnique?: boolean;
}

/** One kind of records. */
export interface Collection<Item extends object, IndexName extends string = string> {
  /** Such as `shop/orders`: the platform, and what they are. */
  readonly name: string;
  readonly key: (item: Item) => string;
  /** Each field and what it holds, so that what is imported can be checked. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly indexes: Readonly<Record<IndexName, Index<Item>>>;
}

/** Any kind of records, for who treats all of them alike. */
// biome-ignore lint/suspicious/noExplicitAny: functions of one kind of records take no other, so no type has them all
export type AnyCollection = Collection<any, string>;

/**
 * Defines a kind of records. They are JSON objects: what JSON does not have does not come back.
 *
 * A function of an index is part of what is stored: where it changes, records that are there keep their old values
 * until they are put again.
 *
 * @example
 * interface Task { readonly id: string; readonly userId: string; readonly createdAt: number }
 * const tasks = defineCollection<Task>()({
 *   name: "shop/tasks",
 *   key: ({ id }) => id,
 *   fields: { id: "string", userId: "string", createdAt: "number" },
 *   indexes: { byUser: { of: ({ userId, createdAt }) => [userId, createdAt] } },
 * });
 */
export function defineCollection<Item extends object>() {
  return <IndexName extends string = never>(
    collection: Collection<Item, IndexName> & { readonly fields: FieldsOf<Item> },
  ): Collection<Item, IndexName> => collection;
}
