/** What only Node has: files. */

export { openSqliteStore } from "./sqlite/sqlite-store.ts";
