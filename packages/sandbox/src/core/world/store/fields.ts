/** What the fields of a record hold, said so that it can be checked when the program runs. */

/** `json` is anything. `?` may be absent, `|null` may be null. */
export type Field = `${`${"string" | "number" | "boolean" | "array" | "object"}${"" | "|null"}` | "json"}${"" | "?"}`;

/** A field for each of a record, of the kind that its type has. */
export type FieldsOf<Item> = { readonly [Name in keyof Item]-?: FieldOf<Item[Name]> };

type FieldOf<Value> = unknown extends Value
  ? "json"
  : `${WithNull<Kind<Exclude<Value, null | undefined>>, Value>}${undefined extends Value ? "?" : ""}`;

type WithNull<Name extends string, Value> = Name extends "json" ? Name : `${Name}${null extends Value ? "|null" : ""}`;

// Not by member: a union of kinds is "json".
type Kind<Value> = [Value] extends [string]
  ? "string"
  : [Value] extends [number]
    ? "number"
    : [Value] extends [boolean]
      ? "boolean"
      : [Value] extends [readonly unknown[]]
        ? "array"
        : [Extract<Value, string | number | boolean | readonly unknown[]>] extends [never]
          ? "object"
          : "json";

/** What is wrong with a record, as its field and a sentence; nothing where it is as its kind says. */
export function findFieldFault(
  fields: Readonly<Record<string, Field>>,
  item: Readonly<Record<string, unknown>>,
): { readonly field: string; readonly fault: string } | undefined {
  for (const [field, kinds] of Object.entries(fields)) {
    const fault = findFault(kinds, item[field]);
    if (fault !== undefined) return { field, fault };
  }
  const unknown = Object.keys(item).find((field) => !Object.hasOwn(fields, field));
  return unknown === undefined ? undefined : { field: unknown, fault: "is no field of this kind of records" };
}

function findFault(kinds: Field, value: unknown): string | undefined {
  const isOptional = kinds.endsWith("?");
  const [kind, nullable] = kinds.replace("?", "").split("|");
  if (value === undefined) return isOptional ? undefined : `is missing; it should be ${nameOf(kind)}`;
  if (value === null && (nullable !== undefined || kind === "json")) return undefined;
  const found = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return kind === "json" || kind === found ? undefined : `should be ${nameOf(kind)}, and is ${nameOf(found)}`;
}

/** A kind in a sentence. */
export function nameOf(kind: string | undefined): string {
  if (kind === "null" || kind === "undefined") return kind === "null" ? "null" : "missing";
  return `${kind === "array" || kind === "object" ? "an" : "a"} ${kind}`;
}
