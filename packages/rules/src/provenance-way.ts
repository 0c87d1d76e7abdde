/** Finds the schemas that an operation reaches without passing a weak mark: nothing excuses what they claim. */

import { isDocumented } from "./provenance-level.ts";
import { type Context, isNode, type Location, type Node } from "./redocly.ts";

type Kind = "Operation" | "Parameter" | "RequestBody" | "Response" | "Header" | "MediaType" | "Schema";
type Shape = "one" | "list" | "map";

const ofContent = [["content", "map", "MediaType"]] as const;
const ofParameter = [["schema", "one", "Schema"], ...ofContent] as const;

/** Where the parts of a part stand. `if`, `then` and `else` are schemas too; `$defs` are reached by reference. */
const parts: Readonly<Record<Kind, readonly (readonly [key: string, shape: Shape, kind: Kind])[]>> = {
  Operation: [
    ["parameters", "list", "Parameter"],
    ["requestBody", "one", "RequestBody"],
    ["responses", "map", "Response"],
  ],
  Parameter: ofParameter,
  Header: ofParameter,
  RequestBody: ofContent,
  Response: [["headers", "map", "Header"], ...ofContent],
  MediaType: [["schema", "one", "Schema"]],
  Schema: [
    ...["items", "contains", "additionalProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems"].map(
      (key) => [key, "one", "Schema"] as const,
    ),
    ...["not", "if", "then", "else", "contentSchema"].map((key) => [key, "one", "Schema"] as const),
    ...["allOf", "anyOf", "oneOf", "prefixItems"].map((key) => [key, "list", "Schema"] as const),
    ...["properties", "patternProperties", "dependentSchemas"].map((key) => [key, "map", "Schema"] as const),
  ],
};

/** A schema and where it stands. */
export interface LocatedSchema {
  readonly schema: Node;
  readonly location: Location;
}

/** Walks from operations; a schema that was found once is not found again. */
export class DocumentedWays {
  readonly #seen = new Set<string>();

  /** The schemas that are found only now, starting at an operation or at a parameter of its path. */
  walk(kind: "Operation" | "Parameter", value: unknown, location: Location, context: Context): LocatedSchema[] {
    return this.#walk(kind, value, location, context);
  }

  #walk(kind: Kind, value: unknown, location: Location, context: Context): LocatedSchema[] {
    if (!isNode(value)) return [];
    const mark = value["x-provenance"];
    if (mark !== undefined && !isDocumented(mark)) return [];
    if (kind === "Schema") {
      const place = location.source.absoluteRef + location.pointer;
      if (this.#seen.has(place)) return [];
      this.#seen.add(place);
    }
    const own = kind === "Schema" ? [{ schema: value, location }] : [];
    const target = typeof value.$ref === "string" ? context.resolve(value, location.source.absoluteRef) : {};
    const behind = target.location ? this.#walk(kind, target.node, target.location, context) : [];
    const inside = parts[kind].flatMap(([key, shape, inner]) =>
      children(value[key], shape, location.child([key])).flatMap(([child, at]) =>
        this.#walk(inner, child, at, context),
      ),
    );
    return [...own, ...behind, ...inside];
  }
}

function children(value: unknown, shape: Shape, location: Location): [unknown, Location][] {
  if (shape === "one") return [[value, location]];
  if (shape === "list") return Array.isArray(value) ? value.map((item, index) => [item, location.child([index])]) : [];
  return isNode(value) ? Object.entries(value).map(([key, item]) => [item, location.child([key])]) : [];
}
