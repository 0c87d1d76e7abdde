/** Reads the schemas of a bundled document as far as requests need it: shapes, types, defaults, visibility. */

import { dereference, type OpenApiDocument, type SchemaObject } from "@parley/contracts/document";

/** Follows references; a schema that refers to itself is read once. */
export interface SchemaReader {
  /** The schema with all that are joined to it by `$ref`, `allOf`, `anyOf` and `oneOf`. */
  flatten(schema: unknown): readonly SchemaObject[];
}

/** Makes the reader of a document. */
export function createSchemaReader(document: OpenApiDocument): SchemaReader {
  const known = new WeakMap<object, readonly SchemaObject[]>();

  function collect(schema: unknown, found: Set<SchemaObject>): void {
    if (typeof schema !== "object" || schema === null) return;
    const part = schema as SchemaObject; // an object of a valid document
    const { $ref, ...own } = part;
    if (typeof $ref === "string") {
      collect(dereference<SchemaObject>(document, { $ref }), found);
      if (Object.keys(own).length === 0) return;
    }
    if (found.has(part)) return;
    found.add(part);
    for (const joined of [own.allOf, own.anyOf, own.oneOf]) {
      if (Array.isArray(joined)) for (const inner of joined) collect(inner, found);
    }
  }

  return {
    flatten(schema) {
      if (typeof schema !== "object" || schema === null) return [];
      const before = known.get(schema);
      if (before) return before;
      const found = new Set<SchemaObject>();
      collect(schema, found);
      const all = [...found];
      known.set(schema, all);
      return all;
    },
  };
}

/** JSON types that a schema may permit; empty where it does not say. */
export function typesOf(reader: SchemaReader, schema: unknown): ReadonlySet<string> {
  const types = new Set<string>();
  for (const { type, enum: values, const: value } of reader.flatten(schema)) {
    for (const name of Array.isArray(type) ? type : [type]) if (typeof name === "string") types.add(name);
    if (type !== undefined) continue;
    const constants = Array.isArray(values) ? values : value === undefined ? [] : [value];
    for (const constant of constants) types.add(constant === null ? "null" : typeof constant);
  }
  return types;
}

/** Whether a schema stands for raw bytes: it has a media type and no type. */
export function isBinary(reader: SchemaReader, schema: unknown): boolean {
  return reader
    .flatten(schema)
    .some(({ type, contentMediaType, format }) =>
      type === undefined ? typeof contentMediaType === "string" : format === "binary",
    );
}

/** Schemas of the members that a schema names. */
export function propertiesOf(reader: SchemaReader, schema: unknown): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { properties } of reader.flatten(schema)) {
    if (typeof properties !== "object" || properties === null) continue;
    for (const [name, member] of Object.entries(properties)) if (!found.has(name)) found.set(name, member);
  }
  return found;
}

/** Schema of the items of an array. */
export function itemsOf(reader: SchemaReader, schema: unknown): unknown {
  return reader.flatten(schema).find(({ items }) => items !== undefined)?.items;
}

/** Value that stands for one that was left out. */
export function defaultOf(reader: SchemaReader, schema: unknown): unknown {
  return reader.flatten(schema).find((part) => part.default !== undefined)?.default;
}
