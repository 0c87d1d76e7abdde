/** Worlds in a SQLite file: for one machine, and as many processes of it as open the file. */

import { DatabaseSync } from "node:sqlite";
import {
  afterAll,
  createTransaction,
  createTurns,
  createWaiters,
  encodeIndex,
  logQueryOf,
  StoreError,
  type WorldStore,
} from "../../../core/world/store/index.ts";
import { migrate, numberOf } from "./schema.ts";
import { createQueries } from "./sqlite-rows.ts";

/** How often to look whether another process has written something, in milliseconds. */
const pollInterval = 20;
/** How long to wait for another process that writes, in milliseconds. */
const patience = 30_000;

/**
 * Opens a store, and makes its file where there is none.
 *
 * What a transaction has done is in the file once it is done, and stays there whatever happens to the process; what was
 * not done yet leaves nothing. Of a machine that loses its power it may lose the last moments, and never half of one.
 *
 * @throws Error For a file that is something else, or was written by a newer version.
 */
export function openSqliteStore(file: string): WorldStore {
  const writer = new DatabaseSync(file, { timeout: 5_000 });
  migrateOrClose(writer, file);
  const reader = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const writing = createQueries(writer);
  const reading = createQueries(reader);
  const takeTurns = createTurns();
  let isWriting = false;
  let isClosed = false;
  let version = numberOf(writer, "data_version");
  let timer: NodeJS.Timeout | undefined;

  const waiters = createWaiters((count) => {
    if (count > 0) timer ??= setInterval(poll, pollInterval).unref();
    else {
      clearInterval(timer);
      timer = undefined;
    }
  });

  /** The number changes with what other connections write, and not with what this one does. */
  function poll(): void {
    if (isWriting) return;
    const current = numberOf(writer, "data_version");
    if (current === version) return;
    version = current;
    waiters.wake();
  }

  function open(): void {
    if (isClosed) throw new StoreError("closed", "The store is closed.");
  }

  /** Several statements about one moment, whatever other processes write meanwhile. */
  function snapshot<Result>(read: () => Result): Result {
    reader.exec("BEGIN");
    try {
      return read();
    } finally {
      reader.exec("COMMIT");
    }
  }

  return {
    transaction: (world, work) =>
      takeTurns("writer", async () => {
        open();
        await begin(writer);
        isWriting = true;
        const logs = new Set<string | undefined>();
        const { transaction, end } = createTransaction(
          world,
          writing.rowsOf(world, (log) => logs.add(log)),
        );
        try {
          const result = await work(transaction);
          end();
          writer.exec("COMMIT");
          isWriting = false;
          for (const log of logs) waiters.wake(world, log);
          return result;
        } catch (error) {
          end();
          if (writer.isTransaction) writer.exec("ROLLBACK");
          isWriting = false;
          throw error;
        }
      }),
    readLog: async (world, log, query) => {
      open();
      return snapshot(() => reading.readLog(world, log, logQueryOf(query)));
    },
    waitForLog: async (world, log, { after, epoch }, signal) => {
      open();
      signal?.throwIfAborted();
      const known = snapshot(() => reading.readLog(world, log, { after, limit: 0 }));
      if (known.end > after || known.epoch !== epoch) return;
      await waiters.wait(world, log, signal);
    },
    listWorlds: async ({ after = "", limit = 1_000 } = {}) => {
      open();
      return reading.listWorlds(after, limit);
    },
    locate: async (collection, index, value) => {
      open();
      const from = encodeIndex(value);
      return reading.locate(collection.name, index, from, from + afterAll);
    },
    close: () =>
      takeTurns("writer", async () => {
        if (isClosed) return;
        isClosed = true;
        waiters.end(new StoreError("closed", "The store is closed."));
        reader.close();
        writer.close();
      }),
  };
}

function migrateOrClose(database: DatabaseSync, file: string): void {
  try {
    // In this mode those who read do not wait for those who write, and a commit is whole when a process is killed.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF");
    migrate(database, file);
    // From here on, waiting for another process is not done inside of SQLite, where all of this one would stand still.
    database.exec("PRAGMA busy_timeout = 0");
  } catch (error) {
    database.close();
    throw error;
  }
}

async function begin(database: DatabaseSync): Promise<void> {
  const deadline = performance.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 16)) {
    try {
      database.exec("BEGIN IMMEDIATE");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      // Not for the same time in all processes that wait.
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}

/** SQLITE_BUSY, in all its kinds: their last byte is 5. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}
