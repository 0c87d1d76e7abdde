/** The files of a task: where they may lie, what they are called and what kind they are. */

import type { Transaction } from "../core/world/index.ts";
import { files } from "./collections.ts";
import type { FileRecord } from "./records.ts";

/** Longest path that is taken. */
const longestPath = 240;

/** A path inside of the workspace in its shortest form, or nothing where it is none. */
export function insidePath(path: string): string | undefined {
  if (path === "" || path.length > longestPath || /[\p{Cc}\\]|^\/|^[a-z]:/iu.test(path)) return undefined;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 || parts.includes("..") ? undefined : parts.join("/");
}

/** The path, or the first one like it that no file has: `sales.csv`, `sales-2.csv`, ... */
export async function freePath(transaction: Transaction, taskId: string, path: string): Promise<string> {
  const [, stem = path, ending = ""] = /^(.*?[^/])(\.[^./]*)?$/.exec(path) ?? [];
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? path : `${stem}-${number}${ending}`;
    if (!(await transaction.get(files, `${taskId} ${free}`))) return free;
  }
}

/** Puts a file into a workspace. @returns The one whose place it takes. */
export async function putFile(
  transaction: Transaction,
  file: Omit<FileRecord, "name">,
): Promise<FileRecord | undefined> {
  const before = await transaction.get(files, `${file.taskId} ${file.path}`);
  await transaction.put(files, { ...file, name: nameOf(file.path) });
  return before;
}

/** Last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const kinds: Readonly<Record<string, readonly [mimeType: string, category: string]>> = {
  csv: ["text/csv", "csv"],
  pdf: ["application/pdf", "pdf"],
  png: ["image/png", "image"],
  jpg: ["image/jpeg", "image"],
  jpeg: ["image/jpeg", "image"],
  gif: ["image/gif", "image"],
  webp: ["image/webp", "image"],
  svg: ["image/svg+xml", "image"],
  py: ["text/x-python", "code"],
  js: ["text/javascript", "code"],
  ts: ["text/x-typescript", "code"],
  json: ["application/json", "code"],
  html: ["text/html", "code"],
  css: ["text/css", "code"],
  yaml: ["application/yaml", "code"],
  sh: ["text/x-sh", "code"],
  md: ["text/markdown", "document"],
  txt: ["text/plain", "document"],
};

/** Media type and category of a file, by its name. */
export function kindOf(path: string): { readonly mimeType: string; readonly category: string } {
  const [mimeType, category] = kinds[nameOf(path).split(".").at(-1)?.toLowerCase() ?? ""] ?? [
    "application/octet-stream",
    "other",
  ];
  return { mimeType, category };
}

/** Whether the agent can read it. */
export function isText(mimeType: string): boolean {
  return mimeType.startsWith("text/") || ["application/json", "application/yaml", "image/svg+xml"].includes(mimeType);
}
