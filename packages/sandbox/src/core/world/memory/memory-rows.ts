/** The rows of one world in memory, and how a transaction takes back what it has done. */

import type { Json, LogPage, LogQuery, Place, Row, Rows, RowValue } from "../store/index.ts";
import { createSortedPlaces, type SortedPlaces } from "./sorted-places.ts";

interface StoredRow extends Row {
  readonly values: readonly RowValue[];
}

interface Table {
  readonly rows: Map<string, StoredRow>;
  /** By the name of the index; that of the keys has none. */
  readonly orders: Map<string | undefined, SortedPlaces>;
}

interface Content {
  readonly tables: Map<string, Table>;
  readonly logs: Map<string, string[]>;
}

/** One world. */
export interface MemoryWorld extends Rows {
  readLog(log: string, query: Required<LogQuery>): LogPage;
  /** Names of the collections that have this value of an index. */
  has(collection: string, index: string, from: string, until: string): boolean;
  readonly isEmpty: boolean;
  /** Keeps what was done since the last time, and gives the names of the logs that it has changed. */
  commit(): readonly string[] | "all";
  /** Takes back what was done since the last time. */
  rollBack(): void;
}

/** Makes an empty world. */
export function createMemoryWorld(): MemoryWorld {
  let content: Content = { tables: new Map(), logs: new Map() };
  let epoch = 0;
  let undo: (() => void)[] = [];
  let changed: Set<string> | "all" = new Set();

  function tableOf(collection: string): Table {
    const table = content.tables.get(collection) ?? { rows: new Map(), orders: new Map() };
    content.tables.set(collection, table);
    return table;
  }

  function orderOf({ orders }: Table, index: string | undefined): SortedPlaces {
    const order = orders.get(index) ?? createSortedPlaces();
    orders.set(index, order);
    return order;
  }

  function placesOf({ key, values }: StoredRow): readonly (Place & { readonly index: string | undefined })[] {
    return [{ index: undefined, value: key, key }, ...values.map(({ index, value }) => ({ index, value, key }))];
  }

  /** Puts another row, or none, in the place of one. */
  function exchange(table: Table, key: string, row: StoredRow | undefined): StoredRow | undefined {
    const before = table.rows.get(key);
    if (before) for (const place of placesOf(before)) orderOf(table, place.index).remove(place);
    if (row) for (const place of placesOf(row)) orderOf(table, place.index).add(place);
    if (row) table.rows.set(key, row);
    else table.rows.delete(key);
    return before;
  }

  function change(collection: string, key: string, row: StoredRow | undefined): void {
    const table = tableOf(collection);
    const before = exchange(table, key, row);
    undo.push(() => exchange(table, key, before));
  }

  return {
    get: (collection, key) => content.tables.get(collection)?.rows.get(key)?.json,
    set: (collection, row, values) => change(collection, row.key, { ...row, values }),
    remove: (collection, key) => change(collection, key, undefined),
    range: (query) => {
      const table = content.tables.get(query.collection);
      const places = table?.orders.get(query.index)?.select(query) ?? [];
      return places.map((place) => ({ ...place, json: table?.rows.get(place.key)?.json ?? "null" }));
    },
    count: ({ collection, index, from, until }) =>
      content.tables.get(collection)?.orders.get(index)?.count(from, until) ?? 0,
    append: (log, entries) => {
      const { logs } = content;
      const stored = logs.get(log) ?? [];
      const before = stored.length;
      logs.set(log, stored);
      for (const entry of entries) stored.push(entry);
      undo.push(() => {
        stored.length = before;
        if (before === 0) logs.delete(log);
      });
      if (changed !== "all") changed.add(log);
      return stored.length;
    },
    readLog: (log, { after, limit }) => {
      const entries = content.logs.get(log) ?? [];
      return {
        entries: entries
          .slice(after, after + limit)
          .map((json, index) => ({ position: after + index + 1, value: JSON.parse(json) as Json })), // what was put
        end: entries.length,
        epoch,
      };
    },
    clear: () => {
      const before = content;
      content = { tables: new Map(), logs: new Map() };
      epoch += 1;
      changed = "all";
      undo.push(() => {
        content = before;
        epoch -= 1;
      });
    },
    dump: () => ({
      collections: Object.fromEntries(
        sorted(content.tables)
          .filter(([, { rows }]) => rows.size > 0)
          .map(([name, { rows }]) => [name, sorted(rows).map(([, { json }]) => JSON.parse(json) as object)]), // what was put
      ),
      logs: Object.fromEntries(
        sorted(content.logs).map(([name, entries]) => [name, entries.map((json) => JSON.parse(json) as Json)]), // what was put
      ),
    }),
    has: (collection, index, from, until) =>
      (content.tables.get(collection)?.orders.get(index)?.count(from, until) ?? 0) > 0,
    get isEmpty() {
      return content.logs.size === 0 && [...content.tables.values()].every(({ rows }) => rows.size === 0);
    },
    commit: () => {
      const logs = changed === "all" ? changed : [...changed];
      undo = [];
      changed = new Set();
      return logs;
    },
    rollBack: () => {
      for (const step of undo.reverse()) step();
      undo = [];
      changed = new Set();
    },
  };
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([left], [right]) => (left < right ? -1 : 1));
}
