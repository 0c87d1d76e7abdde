/** OpenAPI 3.1, Schema Object: members that are only for requests, or only for responses. */

import { itemsOf, propertiesOf, type SchemaReader } from "./schema.ts";

/** Gives a value without the members that must not be there; the value itself where it has none. */
export type Hide = (value: unknown) => unknown;

/** How the members that a keyword marks are taken out of the values of a schema. */
export function compileVisibility(reader: SchemaReader, schema: unknown, keyword: "readOnly" | "writeOnly"): Hide {
  if (!reaches(reader, schema, keyword, new Set())) return (value) => value;

  function hide(value: unknown, inside: unknown): unknown {
    if (Array.isArray(value)) {
      const items = itemsOf(reader, inside);
      return items === undefined ? value : value.map((item) => hide(item, items));
    }
    if (typeof value !== "object" || value === null || value instanceof Blob) return value;
    const members = propertiesOf(reader, inside);
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        const of = members.get(name) ?? othersOf(reader, inside);
        return isMarked(reader, of, keyword) ? [] : [[name, hide(member, of)]];
      }),
    );
  }
  return (value) => hide(value, schema);
}

function isMarked(reader: SchemaReader, schema: unknown, keyword: string): boolean {
  return reader.flatten(schema).some((part) => part[keyword] === true);
}

/** Schema of the members that have no name in the schema. */
function othersOf(reader: SchemaReader, schema: unknown): unknown {
  return reader.flatten(schema).find((part) => part.additionalProperties !== undefined)?.additionalProperties;
}

function reaches(reader: SchemaReader, schema: unknown, keyword: string, seen: Set<object>): boolean {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return false;
  seen.add(schema);
  const inner = [...propertiesOf(reader, schema).values(), itemsOf(reader, schema), othersOf(reader, schema)];
  return inner.some((part) => isMarked(reader, part, keyword) || reaches(reader, part, keyword, seen));
}
