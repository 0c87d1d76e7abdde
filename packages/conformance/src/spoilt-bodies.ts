/** Bodies with a member that is missing, or wrong by their schemas. */

import type { SchemaObject } from "@parley/contracts/document";
import { readText } from "./header-schema.ts";
import { isJson } from "./media-type.ts";
import type { Mistake, Subject } from "./negative-cases.ts";
import { listBodies, type RequestBody, schemaOf } from "./request.ts";
import { pointerTo, readPointer, valueAt } from "./sentences.ts";
import { judgeWith, spoilField, spoilJson } from "./spoilt-values.ts";

/** A wrong body, and in which way it is wrong. */
interface SpoiltBody {
  readonly how: string;
  readonly value: unknown;
  /** Whether its size may be what it is refused for. */
  readonly isLarge: boolean;
}

/** Every way in which a body of an operation can be wrong; a way that several examples show is taken once. */
export function spoiltBodies(subject: Subject): Mistake[] {
  const seen = new Set<string>();
  return listBodies(subject.contract, subject.located).flatMap((body, index, bodies) => {
    const isFirst = bodies.findIndex(({ mediaType }) => mediaType === body.mediaType) === index;
    return [...withoutMembers(subject, body), ...withWrongMembers(subject, body)].flatMap((spoilt): Mistake[] => {
      const title = `${body.mediaType} ${spoilt.how}`;
      const isMissing = spoilt.how.startsWith("without ");
      // Each example is a message of its own: what one cannot do without another may not have.
      if (!isMissing && seen.has(title)) return [];
      seen.add(title);
      return [
        {
          title: isFirst || !isMissing ? title : `${title} (body ${index + 1})`,
          change: { body: { ...body, value: spoilt.value } },
          statuses: spoilt.isLarge ? ["400", "422", "413"] : ["400", "422"],
        },
      ];
    });
  });
}

/** Whether the value of a body can be changed: bytes of a file have no members. */
function hasMembers({ file, value }: RequestBody): boolean {
  return file === undefined && typeof value === "object" && value !== null;
}

function withoutMembers({ contract, located }: Subject, body: RequestBody): SpoiltBody[] {
  if (!hasMembers(body)) return [];
  const missing = (pointer: string) => ({
    how: `without ${pointer}`,
    value: remove(body.value, pointer),
    isLarge: false,
  });
  if (!isJson(body.mediaType)) {
    const { required = [] } = schemaOf(contract, located, body.mediaType) as { required?: string[] }; // a form
    return required.map((name) => missing(pointerTo("", name)));
  }
  const validate = contract.validators[located.operation.operationId]?.request[body.mediaType];
  return pointers(body.value)
    .map(missing)
    .filter(({ value }) => judgeWith(validate, value).length > 0);
}

function withWrongMembers({ contract, located }: Subject, body: RequestBody): SpoiltBody[] {
  const validate = contract.validators[located.operation.operationId]?.request[body.mediaType];
  if (body.file !== undefined || !validate || judgeWith(validate, body.value).length > 0) return [];
  // That the contract has no refusal is told once, by the body that is missing.
  if (!["400", "422"].some((status) => status in located.responses)) return [];
  const replaced = (pointer: string, candidate: unknown) => replace(body.value, pointer, candidate);
  const toBody =
    (pointer: string) =>
    ({ how, value }: { how: string; value: unknown }): SpoiltBody => ({
      how: pointer === "" ? `body ${how}` : `with ${pointer} ${how}`,
      value: replaced(pointer, value),
      isLarge: how.startsWith("with more than"),
    });
  if (isJson(body.mediaType)) {
    return ["", ...pointers(body.value)].flatMap((pointer) =>
      spoilJson(valueAt(body.value, pointer), (candidate) =>
        judgeWith(validate, replaced(pointer, candidate)).filter(({ instancePath }) =>
          instancePath.startsWith(pointer),
        ),
      ).map(toBody(pointer)),
    );
  }
  const { properties = {} } = schemaOf(contract, located, body.mediaType) as {
    properties?: Record<string, SchemaObject>; // a form
  };
  return Object.entries(body.value as object).flatMap(([name, value]: [string, unknown]) => {
    const schema = properties[name];
    // Lists and files of forms are told apart by how they are sent, which is not for a schema to say.
    if (schema?.type === undefined || schema.type === "array" || typeof value === "object") return [];
    if (schema.contentMediaType !== undefined || schema.format === "binary") return [];
    const pointer = pointerTo("", name);
    const judge = (candidate: unknown) =>
      judgeWith(validate, replaced(pointer, readText(schema, String(candidate)))).filter(
        ({ instancePath }) => instancePath === pointer,
      );
    return spoilField(String(value), judge).map(toBody(pointer));
  });
}

/** Pointers of all members of a body. */
function pointers(value: unknown, prefix = ""): string[] {
  if (typeof value !== "object" || value === null) return [];
  // One item speaks for all of an array.
  if (Array.isArray(value)) return pointers(value[0], `${prefix}/0`);
  return Object.entries(value).flatMap(([name, member]) => {
    const pointer = pointerTo(prefix, name);
    return [pointer, ...pointers(member, pointer)];
  });
}

function remove(value: unknown, pointer: string): unknown {
  const copy: unknown = structuredClone(value);
  const path = readPointer(pointer);
  const parent = valueAt(copy, pointer.slice(0, pointer.lastIndexOf("/")));
  delete (parent as Record<string, unknown>)[path.at(-1) ?? ""];
  return copy;
}

function replace(value: unknown, pointer: string, replacement: unknown): unknown {
  if (pointer === "") return replacement;
  const copy: unknown = structuredClone(value);
  const parent = valueAt(copy, pointer.slice(0, pointer.lastIndexOf("/")));
  (parent as Record<string, unknown>)[readPointer(pointer).at(-1) ?? ""] = replacement;
  return copy;
}
