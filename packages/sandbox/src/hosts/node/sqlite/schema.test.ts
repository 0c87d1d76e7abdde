import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { numberOf } from "./schema.ts";
import { openSqliteStore } from "./sqlite-store.ts";

let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-schema-"));
  file = join(folder, "worlds.sqlite");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Looks into the file past the store. */
function inspect<Result>(work: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

test("a new file has its version, and what is written there is there when it is opened again", async () => {
  const store = openSqliteStore(file);
  await store.transaction("one", (transaction) => transaction.append("log", ["a"]));
  await store.close();
  expect(inspect((database) => [numberOf(database, "user_version"), numberOf(database, "application_id")])).toEqual([
    1, 0x70726c79,
  ]);
  const again = openSqliteStore(file);
  expect((await again.readLog("one", "log")).end).toBe(1);
  await again.close();
});

test("tables are strict, and writes go to a write-ahead log", async () => {
  await openSqliteStore(file).close();
  const [mode, tables] = inspect((database) => [
    database.prepare("PRAGMA journal_mode").get()?.journal_mode,
    database
      .prepare("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
      .all(),
  ]);
  expect(mode).toBe("wal");
  expect(tables).toEqual(
    expect.arrayContaining(["entry", "item", "place", "world"].map((name) => ({ name, strict: 1 }))),
  );
});

test("a file of a newer version is refused, and left as it is", async () => {
  await openSqliteStore(file).close();
  inspect((database) => database.exec("PRAGMA user_version = 99"));
  expect(() => openSqliteStore(file)).toThrow(
    `${file} has version 99 of the store, and this program knows 1. Update it.`,
  );
  expect(inspect((database) => numberOf(database, "user_version"))).toBe(99);
});

test("a database of something else is refused, and left as it is", () => {
  inspect((database) => database.exec("CREATE TABLE theirs (a TEXT)"));
  expect(() => openSqliteStore(file)).toThrow(`${file} is a database of something else.`);
  expect(inspect((database) => database.prepare("SELECT count(*) AS count FROM sqlite_schema").get()?.count)).toBe(1);
});

test("a file is opened while another process writes to it", async () => {
  const writing = openSqliteStore(file);
  await writing.transaction("one", async () => openSqliteStore(file).close());
  await writing.close();
});
