/** A world as one JSON document. */

import { type AnyCollection, findFieldFault, type Json, nameOf } from "../store/index.ts";
import { WorldError } from "./world-error.ts";

/** The version that is written, and the only one that is read. */
export const documentVersion = 1;

/** A world with all that is in it. */
export interface WorldDocument {
  readonly format: "parley-world";
  readonly version: typeof documentVersion;
  /** What it was called. */
  readonly name: string;
  /** When it was written, in milliseconds since 1970. */
  readonly exportedAt: number;
  /** Records, by the names of their collections. */
  readonly collections: Readonly<Record<string, readonly object[]>>;
  /** Entries, by the names of their logs. */
  readonly logs: Readonly<Record<string, readonly Json[]>>;
  readonly files: readonly { readonly id: string; readonly base64: string }[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Says that something is wrong at a place of a document. */
export function refuseDocument(path: string, fault: string, cause?: unknown): never {
  throw new WorldError("invalid_document", `${path} ${fault}.`, { cause });
}

/**
 * Reads a document that may be anything.
 *
 * @throws WorldError `invalid_document`, with the path of the first thing that is wrong.
 */
export function readDocument(value: unknown, collections: readonly AnyCollection[]): WorldDocument {
  const document = readObject("The document", value);
  if (document.format !== "parley-world") refuseDocument("format", 'should be "parley-world"');
  if (document.version !== documentVersion) {
    refuseDocument("version", `should be ${documentVersion}, which is what this program reads`);
  }
  return {
    format: "parley-world",
    version: documentVersion,
    name: readString("name", document.name),
    exportedAt:
      typeof document.exportedAt === "number"
        ? document.exportedAt
        : refuseKind("exportedAt", "number", document.exportedAt),
    collections: mapObject("collections", document.collections, (path, items, name) => {
      const collection = collections.find((known) => known.name === name);
      if (!collection) refuseDocument(path, "is no collection of this sandbox");
      return readArray(path, items).map((item, index) => readRecord(`${path}[${index}]`, item, collection));
    }),
    // What JSON has given is JSON.
    logs: mapObject("logs", document.logs, (path, entries) => readArray(path, entries) as readonly Json[]),
    files: readArray("files", document.files).map((file, index) => {
      const { id, base64 } = readObject(`files[${index}]`, file);
      return { id: readString(`files[${index}].id`, id), base64: readString(`files[${index}].base64`, base64) };
    }),
  };
}

function readRecord(path: string, value: unknown, { fields, key }: AnyCollection): object {
  const record = readObject(path, value);
  const found = findFieldFault(fields, record);
  if (found) refuseDocument(`${path}.${found.field}`, found.fault);
  if (key(record) === "") refuseDocument(path, "has an empty key");
  return record;
}

function mapObject<Result>(
  path: string,
  value: unknown,
  read: (path: string, member: unknown, name: string) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(
    Object.entries(readObject(path, value)).map(([name, member]) => [
      name,
      read(`${path}[${JSON.stringify(name)}]`, member, name),
    ]),
  );
}

function readObject(path: string, value: unknown): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuseKind(path, "object", value);
  return value as JsonObject; // what an object of JSON is
}

function readArray(path: string, value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuseKind(path, "array", value);
}

function readString(path: string, value: unknown): string {
  return typeof value === "string" ? value : refuseKind(path, "string", value);
}

function refuseKind(path: string, kind: string, value: unknown): never {
  const found = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return refuseDocument(path, `should be ${nameOf(kind)}, and is ${nameOf(found)}`);
}
