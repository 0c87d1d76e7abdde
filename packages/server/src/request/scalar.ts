/** Turns the text of a parameter or form field into the value that its schema asks for, and into nothing else. */

import { itemsOf, propertiesOf, type SchemaReader, typesOf } from "../contract/index.ts";

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Makes a value of a text; text that does not fit stays text, for the validator to refuse. */
export type ReadText = (text: string) => unknown;

/** How the texts of a schema are read. */
export function compileScalar(reader: SchemaReader, schema: unknown): ReadText {
  const types = typesOf(reader, schema);
  if (types.size === 0 || types.has("string")) return (text) => text;
  const isInteger = types.has("integer") && !types.has("number");
  const isNumber = isInteger || types.has("number");
  return (text) => {
    if (isNumber && number.test(text)) {
      const value = Number(text);
      // What a double cannot hold exactly is none.
      return Number.isSafeInteger(value) || (!isInteger && Number.isFinite(value)) ? value : text;
    }
    if (types.has("boolean") && (text === "true" || text === "false")) return text === "true";
    if (types.has("null") && text === "null") return null;
    return text;
  };
}

/** How the texts of the items of an array are read. */
export function compileItems(reader: SchemaReader, schema: unknown): ReadText {
  return compileScalar(reader, itemsOf(reader, schema));
}

/** How the texts of the members of an object are read. */
export function compileMembers(reader: SchemaReader, schema: unknown): (name: string, text: string) => unknown {
  const members = new Map(
    [...propertiesOf(reader, schema)].map(([name, member]) => [name, compileScalar(reader, member)] as const),
  );
  return (name, text) => members.get(name)?.(text) ?? text;
}
