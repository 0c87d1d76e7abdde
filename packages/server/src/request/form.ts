/** The fields of a form as the value that its schema describes. */

import type { MediaTypeObject } from "@parley/contracts/document";
import {
  findMediaType,
  isBinary,
  itemsOf,
  parseMediaType,
  propertiesOf,
  type SchemaReader,
  typesOf,
} from "../contract/index.ts";
import { type JsonLimits, tryParseJson } from "./json.ts";
import { escapePointer, type RequestViolation, refuseViolations } from "./problem.ts";
import { compileScalar, type ReadText } from "./scalar.ts";

/** One field: text, or a file. */
export type FormEntry = readonly [name: string, value: string | File];

/** Makes the value of a form; throws a refusal that names all fields that are wrong. */
export type ReadForm = (entries: readonly FormEntry[]) => Record<string, unknown>;

interface FieldPlan {
  readonly isArray: boolean;
  readonly isFile: boolean;
  readonly read: ReadText;
  /** Media types that a file may have; empty where any will do. */
  readonly mediaTypes: readonly string[];
}

/** A Media Type Object with what the contracts have beside its schema. */
interface FormMedia extends MediaTypeObject {
  readonly encoding?: Readonly<Record<string, { readonly contentType?: string }>>;
}

/** How the fields of a form are read. */
export function compileForm(reader: SchemaReader, media: FormMedia, limits: JsonLimits): ReadForm {
  const fields = new Map<string, FieldPlan>();
  for (const [name, schema] of propertiesOf(reader, media.schema)) {
    const isArray = typesOf(reader, schema).has("array");
    const item = isArray ? itemsOf(reader, schema) : schema;
    const contentType = media.encoding?.[name]?.contentType;
    fields.set(name, {
      isArray,
      isFile: isBinary(reader, item),
      read: typesOf(reader, item).has("object")
        ? (text) => readObject(text, limits, `/${escapePointer(name)}`)
        : compileScalar(reader, item),
      mediaTypes: contentType?.split(",").map((type) => type.trim()) ?? [],
    });
  }
  const unnamed: FieldPlan = { isArray: false, isFile: false, read: (text) => text, mediaTypes: [] };

  return (entries) => {
    const value: Record<string, unknown> = {};
    const violations: RequestViolation[] = [];
    for (const [name, entry] of entries) {
      const plan = fields.get(name);
      const { isArray, read } = plan ?? unnamed;
      const wrong = plan && check(plan, entry);
      const before = Object.hasOwn(value, name) ? value[name] : undefined;
      const pointer = `/${escapePointer(name)}`;
      if (wrong) violations.push({ in: "body", pointer, ...wrong });
      else if (isArray) value[name] = [...(Array.isArray(before) ? before : []), toValue(entry, read)];
      else if (before === undefined) value[name] = toValue(entry, read);
      else violations.push({ in: "body", pointer, rule: "duplicate", message: "is given more than once" });
    }
    if (violations.length > 0) throw refuseViolations(violations);
    return value;
  };
}

function check(plan: FieldPlan, entry: string | File): Pick<RequestViolation, "rule" | "message" | "type"> | undefined {
  if (typeof entry === "string") {
    return plan.isFile ? { rule: "file", message: "must be a file", type: "text" } : undefined;
  }
  if (!plan.isFile) return { rule: "text", message: "must be text", type: "file" };
  const essence = parseMediaType(entry.type)?.essence ?? "";
  // What senders say who do not know.
  if (essence === "" || essence === "application/octet-stream" || plan.mediaTypes.length === 0) return undefined;
  if (findMediaType(plan.mediaTypes, essence) !== undefined) return undefined;
  return { rule: "contentType", message: `must be ${plan.mediaTypes.join(" or ")}` };
}

function toValue(entry: string | File, read: ReadText): unknown {
  return typeof entry === "string" ? read(entry) : entry;
}

/** OpenAPI 3.1, Encoding Object: an object in a form is JSON. What is none stays text, for the validator to refuse. */
function readObject(text: string, limits: JsonLimits, pointer: string): unknown {
  const value = tryParseJson(text, limits, pointer);
  return value === undefined ? text : value;
}
