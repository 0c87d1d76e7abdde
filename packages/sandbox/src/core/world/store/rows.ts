/** What a store has to be able to do; all the rest is the same for all of them. */

import type { LogPage, LogQuery, WorldDump } from "./store.ts";

/** What may be there at once or come later. */
export type Awaitable<Value> = Value | Promise<Value>;

/** A record as it is stored. */
export interface Row {
  /** As `encodeIndex` writes it. */
  readonly key: string;
  readonly json: string;
}

/** The value that a record has of an index, as `encodeIndex` writes it. */
export interface RowValue {
  readonly index: string;
  readonly value: string;
}

/** Where rows stand in the order of an index. */
export interface Place {
  readonly value: string;
  readonly key: string;
}

/** Rows of one collection whose value of an index is in a range. */
export interface Range {
  readonly collection: string;
  /** The order of the keys, where it is absent; they are the values then. */
  readonly index: string | undefined;
  /** The values from `from` on, up to `until` and without it. */
  readonly from: string;
  readonly until: string;
}

/** Rows of a range, in the order of their values and, where these are the same, of their keys. */
export interface RangeQuery extends Range {
  readonly isDescending: boolean;
  /** The place after which to begin, in the order that is asked for. */
  readonly after: Place | undefined;
  readonly limit: number;
}

/** The rows of one world within one transaction. */
export interface Rows {
  get(collection: string, key: string): Awaitable<string | undefined>;
  /** Adds the row, or puts it in the place of the one with its key, with its values. */
  set(collection: string, row: Row, values: readonly RowValue[]): Awaitable<void>;
  remove(collection: string, key: string): Awaitable<void>;
  range(query: RangeQuery): Awaitable<readonly (Row & Place)[]>;
  count(range: Range): Awaitable<number>;
  append(log: string, entries: readonly string[]): Awaitable<number>;
  readLog(log: string, query: Required<LogQuery>): Awaitable<LogPage>;
  clear(): Awaitable<void>;
  dump(): Awaitable<WorldDump>;
}
