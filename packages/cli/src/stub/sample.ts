/** A small value that a schema takes, for texts that say what went wrong. */

import { dereference, type OpenApiDocument } from "@parley/contracts/document";

type Json = Record<string, unknown>;

/** Deeper than that no error goes. */
const deepest = 8;

/**
 * A value with what the schema requires; `undefined` where none can be told.
 *
 * @param text - What stands in strings that may be anything.
 */
export function sample(document: OpenApiDocument, schema: unknown, text = "", depth = 0): unknown {
  if (typeof schema !== "object" || schema === null || depth > deepest) return undefined;
  const { $ref, ...own } = schema as Json; // an object of a valid document
  if (typeof $ref === "string") return sample(document, dereference<Json>(document, { $ref }), text, depth + 1);
  if ("const" in own) return own.const;
  if (Array.isArray(own.enum)) return own.enum[0];
  if (Array.isArray(own.allOf)) {
    const parts = own.allOf.map((part) => sample(document, part, text, depth + 1)).filter((part) => part !== undefined);
    return parts.every((part) => typeof part === "object") ? Object.assign({}, ...parts) : parts[0];
  }
  for (const choices of [own.oneOf, own.anyOf]) {
    if (Array.isArray(choices)) return sample(document, choices[0], text, depth + 1);
  }
  const [type = "properties" in own ? "object" : undefined] = [own.type].flat();
  switch (type) {
    case "object": {
      const properties = (own.properties ?? {}) as Json;
      const required = Array.isArray(own.required) ? (own.required as string[]) : [];
      const names = required.length > 0 ? required : Object.keys(properties).filter((name) => name === "message");
      return Object.fromEntries(
        names.map((name) => [name, sample(document, properties[name], text, depth + 1) ?? text]),
      );
    }
    case "array":
      return [];
    case "string":
      return typeof own.default === "string" ? own.default : text;
    case "integer":
    case "number":
      return typeof own.minimum === "number" ? own.minimum : 0;
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return undefined;
  }
}
