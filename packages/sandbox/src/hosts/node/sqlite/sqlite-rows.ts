/** The rows of worlds in a SQLite file. */

import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { Json, LogPage, LogQuery, Place, Range, Row, Rows } from "../../../core/world/store/index.ts";

/** What is asked of one connection; each statement is prepared once. */
export interface SqliteQueries {
  rowsOf(world: string, onLog: (log: string | undefined) => void): Rows;
  readLog(world: string, log: string, query: Required<LogQuery>): LogPage;
  listWorlds(after: string, limit: number): readonly string[];
  locate(collection: string, index: string, from: string, until: string): readonly string[];
}

/** Prepares the statements of a connection. */
export function createQueries(database: DatabaseSync): SqliteQueries {
  const statements = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const statement = statements.get(text) ?? database.prepare(text);
    statements.set(text, statement);
    return statement;
  };

  function readLog(world: string, log: string, { after, limit }: Required<LogQuery>): LogPage {
    const entries = prepare(
      "SELECT position, json FROM entry WHERE world = ? AND log = ? AND position > ? ORDER BY position LIMIT ?",
    ).all(world, log, after, limit);
    return {
      entries: entries.map(({ position, json }) => ({ position: Number(position), value: parse(json) as Json })),
      end: endOf(world, log),
      epoch: Number(prepare("SELECT epoch FROM world WHERE name = ?").get(world)?.epoch ?? 0),
    };
  }

  function endOf(world: string, log: string): number {
    return Number(
      prepare("SELECT max(position) AS position FROM entry WHERE world = ? AND log = ?").get(world, log)?.position ?? 0,
    );
  }

  /** The part of a statement that selects a range, and its parameters. */
  function rangeOf(world: string, { collection, index, from, until }: Range) {
    return index === undefined
      ? {
          source: "(SELECT key AS value, key, json, world, collection FROM item)",
          condition: "world = ? AND collection = ? AND value >= ? AND value < ?",
          parameters: [world, collection, from, until],
        }
      : {
          source: "place JOIN item USING (world, collection, key)",
          condition: "world = ? AND collection = ? AND name = ? AND value >= ? AND value < ?",
          parameters: [world, collection, index, from, until],
        };
  }

  return {
    readLog,
    listWorlds: (after, limit) =>
      // One look into the index for each world, and not one for each record.
      prepare(
        `WITH RECURSIVE
          item_world (name) AS (
            SELECT min(world) FROM item WHERE world > ?1
            UNION ALL SELECT (SELECT min(world) FROM item WHERE world > name) FROM item_world WHERE name IS NOT NULL),
          entry_world (name) AS (
            SELECT min(world) FROM entry WHERE world > ?1
            UNION ALL SELECT (SELECT min(world) FROM entry WHERE world > name) FROM entry_world WHERE name IS NOT NULL)
        SELECT name FROM item_world WHERE name IS NOT NULL UNION SELECT name FROM entry_world WHERE name IS NOT NULL
        ORDER BY name LIMIT ?2`,
      )
        .all(after, limit)
        .map(({ name }) => String(name)),
    locate: (collection, index, from, until) =>
      prepare(
        "SELECT DISTINCT world FROM place WHERE collection = ? AND name = ? AND value >= ? AND value < ? ORDER BY world LIMIT 100",
      )
        .all(collection, index, from, until)
        .map(({ world }) => String(world)),
    rowsOf: (world, onLog) => ({
      get: (collection, key) => {
        const row = prepare("SELECT json FROM item WHERE world = ? AND collection = ? AND key = ?").get(
          world,
          collection,
          key,
        );
        return row && String(row.json);
      },
      set: (collection, { key, json }, values) => {
        prepare(
          `INSERT INTO item (world, collection, key, json) VALUES (?, ?, ?, ?)
          ON CONFLICT (world, collection, key) DO UPDATE SET json = excluded.json`,
        ).run(world, collection, key, json);
        prepare("DELETE FROM place WHERE world = ? AND collection = ? AND key = ?").run(world, collection, key);
        for (const { index, value } of values) {
          prepare("INSERT INTO place (world, collection, name, value, key) VALUES (?, ?, ?, ?, ?)").run(
            world,
            collection,
            index,
            value,
            key,
          );
        }
      },
      remove: (collection, key) => {
        for (const table of ["item", "place"]) {
          prepare(`DELETE FROM ${table} WHERE world = ? AND collection = ? AND key = ?`).run(world, collection, key);
        }
      },
      range: (query) => {
        const { source, condition, parameters } = rangeOf(world, query);
        // No key is empty, so these are before the first and after the last one.
        const { value, key } = query.after ?? { value: query.isDescending ? query.until : query.from, key: "" };
        const [sign, order] = query.isDescending ? ["<", "DESC"] : [">", "ASC"];
        return prepare(
          `SELECT value, key, json FROM ${source} WHERE ${condition} AND (value, key) ${sign} (?, ?)
          ORDER BY value ${order}, key ${order} LIMIT ?`,
        )
          .all(...parameters, value, key, query.limit)
          .map((row): Row & Place => ({ value: String(row.value), key: String(row.key), json: String(row.json) }));
      },
      count: (range) => {
        const { source, condition, parameters } = rangeOf(world, range);
        return Number(prepare(`SELECT count(*) AS count FROM ${source} WHERE ${condition}`).get(...parameters)?.count);
      },
      append: (log, entries) => {
        let position = endOf(world, log);
        for (const entry of entries) {
          position += 1;
          prepare("INSERT INTO entry (world, log, position, json) VALUES (?, ?, ?, ?)").run(
            world,
            log,
            position,
            entry,
          );
        }
        onLog(log);
        return position;
      },
      readLog: (log, query) => readLog(world, log, query),
      clear: () => {
        for (const table of ["item", "place", "entry"]) prepare(`DELETE FROM ${table} WHERE world = ?`).run(world);
        prepare("INSERT INTO world (name, epoch) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET epoch = epoch + 1").run(
          world,
        );
        onLog(undefined);
      },
      dump: () => ({
        collections: group(
          prepare("SELECT collection AS name, json FROM item WHERE world = ? ORDER BY collection, key").all(world),
        ) as Record<string, object[]>, // what was put
        logs: group(
          prepare("SELECT log AS name, json FROM entry WHERE world = ? ORDER BY log, position").all(world),
        ) as Record<string, Json[]>, // what was appended
      }),
    }),
  };
}

function parse(json: SQLOutputValue | undefined): unknown {
  return JSON.parse(String(json));
}

function group(rows: readonly Record<string, SQLOutputValue>[]): Record<string, unknown[]> {
  const groups = new Map<string, unknown[]>();
  for (const { name, json } of rows) {
    const group = groups.get(String(name)) ?? [];
    group.push(parse(json));
    groups.set(String(name), group);
  }
  return Object.fromEntries(groups);
}
