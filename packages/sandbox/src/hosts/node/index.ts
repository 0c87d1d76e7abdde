/** What only Node has: files. */

export { openFolderBlobs } from "./folder-blobs.ts";
export { isProcessAlive, nameProcess } from "./process-alive.ts";
export type { AnsweredRequest } from "./request-log.ts";
export { openSqliteStore } from "./sqlite/sqlite-store.ts";
export { type RunningSandbox, type StartOptions, startSandbox } from "./start-sandbox.ts";
