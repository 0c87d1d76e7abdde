/** A transaction over the rows of any store. */

import type { AnyCollection, Collection } from "./collection.ts";
import type { Json } from "./json.ts";
import { queryOf, rangeOf, writeCursor } from "./listing.ts";
import { encodeIndex, type IndexValue } from "./order-key.ts";
import type { Rows, RowValue } from "./rows.ts";
import type { ListQuery, LogQuery, Page, Transaction } from "./store.ts";
import { StoreError } from "./store-error.ts";

/** Makes the transaction of a piece of work; `end` lets nothing be done with it any more. */
export function createTransaction(world: string, rows: Rows): { transaction: Transaction; end: () => void } {
  let isOpen = true;
  const open = () => {
    if (!isOpen) throw new StoreError("transaction_ended", "The transaction has ended; await all that is done in it.");
    return rows;
  };

  async function set(collection: AnyCollection, item: object, mayReplace: boolean): Promise<void> {
    const key = keyOf(collection.name, collection.key(item));
    const json = JSON.stringify(item);
    const values = valuesOf(collection, item);
    if (!mayReplace && (await open().get(collection.name, key)) !== undefined) throw duplicateOf(collection);
    for (const { index, value } of values) {
      if (!collection.indexes[index]?.isUnique) continue;
      const rest = { isDescending: false, after: undefined, limit: 2 };
      const found = await open().range({
        collection: collection.name,
        index,
        from: value,
        until: `${value} `,
        ...rest,
      });
      if (found.some((row) => row.value === value && row.key !== key)) throw duplicateOf(collection, index);
    }
    await open().set(collection.name, { key, json }, values);
  }

  const transaction: Transaction = {
    world,
    get: async (collection, key) => parse(await open().get(collection.name, encodeIndex(key))),
    find: async (collection, index, value) => {
      const { items } = await transaction.list(collection, { index, within: value, limit: 1 });
      return items[0];
    },
    list: async <Item extends object>(collection: Collection<Item, string>, query: ListQuery<string> = {}) => {
      const wanted = queryOf(collection, query);
      const found = await open().range(wanted);
      const rows = found.slice(0, wanted.limit - 1);
      const last = rows.at(-1);
      const page: Page<Item> = {
        items: rows.map(({ json }) => JSON.parse(json) as Item), // what was put
        ...(found.length === wanted.limit && last && { cursor: writeCursor(last) }),
      };
      return page;
    },
    count: async (collection, query = {}) => open().count(rangeOf(collection, query.index, query.within)),
    insert: (collection, item) => set(collection, item, false),
    put: (collection, item) => set(collection, item, true),
    take: async (collection, key) => {
      const encoded = encodeIndex(key);
      const json = await open().get(collection.name, encoded);
      if (json !== undefined) await open().remove(collection.name, encoded);
      return parse(json);
    },
    append: async (log, entries: readonly Json[]) =>
      open().append(
        log,
        entries.map((entry) => JSON.stringify(entry)),
      ),
    readLog: async (log, query) => open().readLog(log, logQueryOf(query)),
    clear: async () => open().clear(),
    dump: async () => open().dump(),
  };
  return {
    transaction,
    end: () => {
      isOpen = false;
    },
  };
}

/** A query with all that it leaves out. */
export function logQueryOf({ after = 0, limit = 1_000 }: LogQuery = {}): Required<LogQuery> {
  return { after, limit };
}

function parse<Item>(json: string | undefined): Item | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as Item); // what was put
}

/** The indexes of databases have no room for more. What is looked for may be longer, and is not found. */
const longest = 2_000;

function keyOf(collection: string, key: unknown): string {
  if (typeof key === "string" && key !== "") return limited(collection, encodeIndex(key));
  throw new StoreError("invalid_key", `The key of a record of ${collection} is not a text, or it is empty.`);
}

function valuesOf(collection: AnyCollection, item: object): readonly RowValue[] {
  return Object.entries(collection.indexes).flatMap(([index, { of }]) => {
    const value: IndexValue | undefined = of(item);
    return value === undefined ? [] : [{ index, value: limited(`${collection.name} (${index})`, encodeIndex(value)) }];
  });
}

function limited(name: string, encoded: string): string {
  if (encoded.length <= longest) return encoded;
  throw new StoreError("invalid_key", `What a record of ${name} is found by is too long.`);
}

/** Which field, and not which value: that may be a secret. */
function duplicateOf({ name }: AnyCollection, index?: string): StoreError {
  return new StoreError("duplicate", `A record of ${name} has this ${index === undefined ? "key" : index} already.`);
}
