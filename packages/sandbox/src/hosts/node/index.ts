/** What only Node has: files. */

export { openFolderBlobs } from "./folder-blobs.ts";
export { isProcessAlive, nameProcess } from "./process-alive.ts";
export { openSqliteStore } from "./sqlite/sqlite-store.ts";
