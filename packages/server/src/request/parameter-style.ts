/** OpenAPI 3.1, Parameter Object, "Style Values": the text of one parameter as a value. */

import type { OperationParameter } from "@parley/contracts";
import { propertiesOf, type SchemaReader, typesOf } from "../contract/index.ts";
import { type RequestViolation, refuseViolations } from "./problem.ts";
import { compileItems, compileMembers, compileScalar } from "./scalar.ts";
import { decodePercent, isPrototypeName, type RawPair, refuseName } from "./text.ts";

/** Makes the value of a parameter of the still encoded pairs of its place; `undefined` where it is not there. */
export type ReadParameter = (pairs: readonly RawPair[]) => unknown;

/** What a value of these styles begins with, and what follows it in the style beside it (RFC 6570 sections 3.2.5 and 3.2.7). */
const prefixed: Readonly<Record<string, { readonly prefix: string; readonly style: string }>> = {
  label: { prefix: ".", style: "simple" },
  matrix: { prefix: ";", style: "form" },
};

/** Separators of the styles that put a list into one value; a space and a pipe may come encoded. */
const separators: Readonly<Record<string, RegExp>> = {
  form: /,/,
  simple: /,/,
  spaceDelimited: /%20| /,
  pipeDelimited: /\||%7C/i,
};

/**
 * How a parameter is read.
 *
 * @throws Error when the contract uses a style that is not supported, when the server is made.
 */
export function compileParameter(reader: SchemaReader, parameter: OperationParameter, schema: unknown): ReadParameter {
  const start = prefixed[parameter.style ?? ""];
  if (!start) return compileStyle(reader, parameter, schema);
  const { name, explode = false } = parameter;
  const { prefix, style } = start;
  const isLabel = style === "simple";
  const separator = explode && isLabel ? /\./ : undefined;
  const read = compileStyle(reader, { ...parameter, style, explode }, schema, separator);
  return (pairs) =>
    read(
      pairs.flatMap((pair) => {
        if (pair.name !== name) return [];
        if (!pair.value.startsWith(prefix)) throw refuseStart(parameter.in, name, prefix);
        const value = pair.value.slice(prefix.length);
        return isLabel ? [{ name, value }] : value.split(prefix).map(toPair);
      }),
    );
}

function compileStyle(
  reader: SchemaReader,
  parameter: OperationParameter,
  schema: unknown,
  ownSeparator?: RegExp,
): ReadParameter {
  const { name, in: place } = parameter;
  const style = parameter.style ?? (place === "query" || place === "cookie" ? "form" : "simple");
  const isExploded = parameter.explode ?? style === "form";
  const types = typesOf(reader, schema);
  const decode = (text: string) => decodePercent(text, place, `/${name}`);

  if (style === "deepObject") {
    const read = compileMembers(reader, schema);
    return (pairs) => {
      const members = pairs.flatMap((pair) => {
        const member = pair.name.startsWith(`${name}[`) && pair.name.endsWith("]") ? pair.name : undefined;
        return member === undefined ? [] : [[member.slice(name.length + 1, -1), decode(pair.value)] as const];
      });
      return members.length === 0 ? undefined : toObject(members, read);
    };
  }
  const separator = ownSeparator ?? separators[style];
  if (!separator) throw new Error(`The style ${style} of the parameter ${name} is not supported`);

  if (types.has("array")) {
    const read = compileItems(reader, schema);
    return (pairs) => {
      const found = pairs.filter((pair) => pair.name === name);
      if (found.length === 0) return undefined;
      if (isExploded && style === "form") return found.map(({ value }) => read(decode(value)));
      const { value } = single(found);
      return value === "" ? [] : value.split(separator).map((item) => read(decode(item.trim())));
    };
  }
  if (types.has("object") && isExploded && style === "form") {
    const read = compileMembers(reader, schema);
    const names = propertiesOf(reader, schema);
    return (pairs) => {
      const members = pairs.filter((pair) => names.has(pair.name));
      return members.length === 0
        ? undefined
        : toObject(
            members.map((pair) => [pair.name, decode(pair.value)]),
            read,
          );
    };
  }
  if (types.has("object")) {
    const read = compileMembers(reader, schema);
    return (pairs) => {
      const found = pairs.filter((pair) => pair.name === name);
      if (found.length === 0) return undefined;
      const parts = single(found).value.split(separator);
      const members = isExploded ? parts.map(splitMember) : pairUp(parts);
      return toObject(
        members.map(([member, value]) => [decode(member), decode(value)]),
        read,
      );
    };
  }
  const read = compileScalar(reader, schema);
  return (pairs) => {
    const found = pairs.filter((pair) => pair.name === name);
    return found.length === 0 ? undefined : read(decode(single(found).value));
  };

  function single([first, second]: readonly RawPair[]): RawPair {
    if (!first || second) throw refuseDuplicate(place, name);
    return first;
  }

  function toObject(
    members: readonly (readonly [name: string, value: string])[],
    read: (name: string, text: string) => unknown,
  ): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [member, text] of members) {
      if (isPrototypeName(member)) throw refuseName(place);
      if (Object.hasOwn(value, member)) throw refuseDuplicate(place, `${name}/${member}`);
      value[member] = read(member, text);
    }
    return value;
  }
}

/** The refusal of a field that came more than once. */
export function refuseDuplicate(place: RequestViolation["in"], name: string): Error {
  return refuseViolations(
    [{ in: place, pointer: `/${name}`, rule: "duplicate", message: "is given more than once" }],
    "malformed",
  );
}

function refuseStart(place: RequestViolation["in"], name: string, prefix: string): Error {
  return refuseViolations(
    [{ in: place, pointer: `/${name}`, rule: "style", message: `must begin with "${prefix}"` }],
    "malformed",
  );
}

function toPair(text: string): RawPair {
  const [name, value] = splitMember(text);
  return { name, value };
}

function splitMember(part: string): [name: string, value: string] {
  const [name = "", ...value] = part.split("=");
  return [name, value.join("=")];
}

function pairUp(parts: readonly string[]): [name: string, value: string][] {
  return parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ""]] : []));
}
