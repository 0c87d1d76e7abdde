/** OpenAPI 3.1, Schema Object: members that the contract marks `writeOnly` do not belong in an answer. */

import { dereference, type OpenApiDocument, type SchemaObject } from "@parley/contracts/document";
import { pointerTo } from "./sentences.ts";

/** The members of a value that its schema marks `writeOnly`, each as a sentence. */
export function writeOnlyProblems(document: OpenApiDocument, schema: SchemaObject, value: unknown): string[] {
  return find(document, schema, value, "").map(
    (pointer) => `Body: ${pointer} is writeOnly, so only for requests; expected no such member.`,
  );
}

function find(document: OpenApiDocument, schema: SchemaObject, value: unknown, pointer: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  const parts = flatten(document, schema);
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      parts.flatMap(({ items }) => (isSchema(items) ? find(document, items, item, `${pointer}/${index}`) : [])),
    );
  }
  const found = Object.entries(value).flatMap(([name, member]) => {
    const place = pointerTo(pointer, name);
    const members = parts.flatMap(({ properties, additionalProperties }) => {
      const own = isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      return isSchema(own) ? [own] : [];
    });
    if (members.flatMap((member) => flatten(document, member)).some((part) => part.writeOnly === true)) return [place];
    return members.flatMap((inner) => find(document, inner, member, place));
  });
  return [...new Set(found)];
}

/** A schema with what it refers to and is combined of, as far as that says something about the same value. */
function flatten(document: OpenApiDocument, schema: SchemaObject, seen = new Set<SchemaObject>()): SchemaObject[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, allOf, anyOf, oneOf } = schema;
  const referred = typeof $ref === "string" ? [dereference<SchemaObject>(document, { $ref })] : [];
  const combined = [allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isSchema) : []));
  return [schema, ...[...referred, ...combined].flatMap((part) => flatten(document, part, seen))];
}

function isSchema(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null;
}
