/** The only place where state lives. */

import type { Collection } from "./collection.ts";
import type { Json } from "./json.ts";
import type { IndexValue } from "./order-key.ts";

/** Keeps worlds: records of defined kinds, and logs. Nothing of one world is seen from another. */
export interface WorldStore {
  /**
   * Does some work in one world, as a whole or not at all, as if nothing else happened in that world meanwhile.
   *
   * A store may do the work several times before it counts, so it has no effect outside of the transaction. It awaits
   * what it does with the transaction, and above all no other transaction: that one may have to wait for this one.
   *
   * @throws What the work throws, after which nothing of it is there.
   */
  transaction<Result>(world: string, work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Reads a log as it is now, without a transaction. */
  readLog(world: string, log: string, query?: LogQuery): Promise<LogPage>;
  /**
   * Resolves as soon as the log has more than `after` entries, or has become another one because its world was
   * cleared. It may resolve without reason, so read and wait again.
   *
   * @throws The reason of the signal, when it is aborted before or meanwhile.
   */
  waitForLog(world: string, log: string, state: LogState, signal?: AbortSignal): Promise<void>;
  /** Worlds that have anything in them, by name, `limit` at most after the name `after`. */
  listWorlds(query?: { readonly after?: string; readonly limit?: number }): Promise<readonly string[]>;
  /** Worlds that have a record with this value of an index, by name; 100 at most. */
  locate<Item extends object, IndexName extends string>(
    collection: Collection<Item, IndexName>,
    index: IndexName,
    value: IndexValue,
  ): Promise<readonly string[]>;
  /** Ends it. Those who wait are rejected, and so is all that comes later. */
  close(): Promise<void>;
}

/** One piece of work in one world. */
export interface Transaction {
  readonly world: string;
  get<Item extends object>(collection: Collection<Item, string>, key: string): Promise<Item | undefined>;
  /** The first record whose value of an index begins with these parts; the only one, where the index is unique. */
  find<Item extends object, IndexName extends string>(
    collection: Collection<Item, IndexName>,
    index: IndexName,
    value: IndexValue,
  ): Promise<Item | undefined>;
  /** Records in order, a page at a time. */
  list<Item extends object, IndexName extends string>(
    collection: Collection<Item, IndexName>,
    query?: ListQuery<IndexName>,
  ): Promise<Page<Item>>;
  /** How many records `list` would give over all its pages. */
  count<Item extends object, IndexName extends string>(
    collection: Collection<Item, IndexName>,
    query?: Pick<ListQuery<IndexName>, "index" | "within">,
  ): Promise<number>;
  /** Adds a record. @throws StoreError `duplicate` where its key or a unique value is taken. */
  insert<Item extends object>(collection: Collection<Item, string>, item: Item): Promise<void>;
  /** Adds a record, or puts it in the place of the one with its key. @throws StoreError `duplicate` of a unique value. */
  put<Item extends object>(collection: Collection<Item, string>, item: Item): Promise<void>;
  /** Removes a record and gives it. Of all who try to take one record, one gets it. */
  take<Item extends object>(collection: Collection<Item, string>, key: string): Promise<Item | undefined>;
  /** Adds entries to the end of a log. @returns The position of the last one; the first of a log is 1. */
  append(log: string, entries: readonly Json[]): Promise<number>;
  /** Reads a log with what this transaction has added. */
  readLog(log: string, query?: LogQuery): Promise<LogPage>;
  /** Removes all records and logs of the world. */
  clear(): Promise<void>;
  /** Everything, for who copies worlds. */
  dump(): Promise<WorldDump>;
}

/** What to list. */
export interface ListQuery<IndexName extends string> {
  /** What to go by; by default the key. */
  readonly index?: IndexName;
  /** Only records whose value of the index begins with these parts. */
  readonly within?: IndexValue;
  /** By default `ascending`. */
  readonly order?: "ascending" | "descending";
  /** By default 100. */
  readonly limit?: number;
  /** The cursor of the page before; it stays good whatever is added or removed. */
  readonly cursor?: string;
}

/** Some of the records that were asked for. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** For the next page; absent on the last. Letters, digits, "-" and "_". */
  readonly cursor?: string;
}

/** How much of a log to read. */
export interface LogQuery {
  /** The position of the last entry that is known; by default 0, none. */
  readonly after?: number;
  /** By default 1,000. */
  readonly limit?: number;
}

/** How much of which log somebody knows. */
export interface LogState {
  readonly after: number;
  /** As the last page had it. */
  readonly epoch: number;
}

/** A piece of a log. */
export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** The position of the last entry of the log; 0 for an empty one. */
  readonly end: number;
  /** Another number each time the world is cleared, after which positions begin anew. */
  readonly epoch: number;
}

/** One entry of a log. */
export interface LogEntry {
  readonly position: number;
  readonly value: Json;
}

/** All of a world. */
export interface WorldDump {
  /** By the names of the collections, in the order of the keys. */
  readonly collections: Readonly<Record<string, readonly object[]>>;
  /** By the names of the logs. */
  readonly logs: Readonly<Record<string, readonly Json[]>>;
}
