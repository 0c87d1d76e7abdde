/** How worlds lie in a SQLite file. */

import type { DatabaseSync } from "node:sqlite";

/** Tells files of this store from others: "prly". */
const applicationId = 0x70726c79;

/** What each version adds to the one before. What has been published once is never changed. */
const versions = [
  `
  CREATE TABLE world (
    name TEXT PRIMARY KEY NOT NULL,
    epoch INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE item (
    world TEXT NOT NULL,
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (world, collection, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE place (
    world TEXT NOT NULL,
    collection TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (world, collection, name, value, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX place_of_item ON place (world, collection, key);
  CREATE INDEX place_in_worlds ON place (collection, name, value, world);
  CREATE TABLE entry (
    world TEXT NOT NULL,
    log TEXT NOT NULL,
    position INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (world, log, position)
  ) STRICT, WITHOUT ROWID;
  `,
];

/**
 * Brings a file to the newest version.
 *
 * @throws Error For a file that is something else, or was written by a newer version.
 */
export function migrate(database: DatabaseSync, file: string): void {
  // Whoever opens a file of today does not wait for those who write to it.
  if (isCurrent(database)) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = numberOf(database, "user_version");
    const isOurs = numberOf(database, "application_id") === applicationId;
    const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined;
    if (!isOurs && !isEmpty) throw new Error(`${file} is a database of something else.`);
    if (version > versions.length) {
      throw new Error(
        `${file} has version ${version} of the store, and this program knows ${versions.length}. Update it.`,
      );
    }
    for (const statements of versions.slice(version)) database.exec(statements);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${versions.length}; COMMIT`);
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function isCurrent(database: DatabaseSync): boolean {
  return (
    numberOf(database, "application_id") === applicationId && numberOf(database, "user_version") === versions.length
  );
}

/** The value of a pragma that has a number. */
export function numberOf(database: DatabaseSync, pragma: string): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
