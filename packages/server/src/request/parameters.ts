/** Reads and validates the path, query, header and cookie parameters of an operation. */

import type { LocatedOperation } from "@parley/contracts/document";
import { defaultOf, type OperationValidators, type ParameterPlace, type SchemaReader } from "../contract/index.ts";
import type { HostRequest } from "../host/index.ts";
import { compileParameter, type ReadParameter } from "./parameter-style.ts";
import { Refusal, type RequestViolation, refuseViolations, toRequestViolations } from "./problem.ts";
import { compileSegment } from "./route.ts";
import { decodeUtf8, type RawPair, refuseNul } from "./text.ts";

/** Values by place and by the name in the contract. */
export type ParameterValues = Readonly<Record<ParameterPlace, Readonly<Record<string, unknown>>>>;

/** A request as parameters are read from it. */
export interface ParameterSource {
  /** Still encoded. */
  readonly path: string;
  readonly query: readonly RawPair[];
  readonly headers: HostRequest["headers"];
}

/** Reads the parameters of a request; throws a refusal that names all that are wrong. */
export type ReadParameters = (source: ParameterSource) => ParameterValues;

interface ParameterPlan {
  readonly name: string;
  /** The name as the validator knows it: field names of HTTP have no case. */
  readonly key: string;
  readonly read: ReadParameter;
  readonly fallback: unknown;
}

const places: readonly ParameterPlace[] = ["path", "query", "header", "cookie"];

/** How the parameters of an operation are read. */
export function compileParameters(
  reader: SchemaReader,
  located: LocatedOperation,
  validators: OperationValidators,
  limit: number,
): ReadParameters {
  const plans = places.map((place) => {
    const own = located.parameters.filter((parameter) => parameter.in === place);
    return [place, own.map((parameter) => compile(reader, parameter))] as const;
  });
  const segments = located.path.split("/").flatMap((segment, index) => {
    if (!segment.includes("{")) return [];
    const { names, pattern } = compileSegment(segment);
    return [{ index, names, pattern: new RegExp(`^${pattern}$`, "s") }];
  });

  return ({ path, query, headers }) => {
    const violations: RequestViolation[] = [];
    const values: Record<ParameterPlace, Record<string, unknown>> = { path: {}, query: {}, header: {}, cookie: {} };
    for (const [place, own] of plans) {
      if (own.length === 0) continue;
      const pairs = pairsOf(place, { path, query, headers }, own);
      const byKey: Record<string, unknown> = {};
      for (const { name, key, read, fallback } of own) {
        const value = read(pairs);
        if (value !== undefined) byKey[key] = values[place][name] = value;
        else if (fallback !== undefined) values[place][name] = structuredClone(fallback);
      }
      const validate = validators.parameters[place];
      if (validate && !validate(byKey)) violations.push(...toRequestViolations(place, validate.errors ?? [], byKey));
    }
    if (violations.length > 0) throw refuseViolations(violations);
    return values;
  };

  function pairsOf(place: ParameterPlace, source: ParameterSource, own: readonly ParameterPlan[]): readonly RawPair[] {
    switch (place) {
      case "path": {
        const texts = source.path.split("/");
        return segments.flatMap(({ index, names, pattern }) => {
          const [, ...values] = pattern.exec(texts[index] ?? "") ?? [];
          return names.map((name, place) => ({ name, value: values[place] ?? "" }));
        });
      }
      case "query":
        return source.query;
      case "header":
        return own.flatMap(({ name, key }) => {
          const value = source.headers.get(key);
          // Not percent-encoded (OpenAPI 3.1.1, appendix D); what is read is.
          return value === null ? [] : [{ name, value: encodeURI(decodeHeader(value, name)) }];
        });
      case "cookie":
        return parseCookies(source.headers, limit);
    }
  }
}

function compile(reader: SchemaReader, parameter: LocatedOperation["parameters"][number]): ParameterPlan {
  const { name, in: place, required = false, style, explode, schema = {} } = parameter;
  const shape = { name, in: place, required, ...(style && { style }), ...(explode !== undefined && { explode }) };
  return {
    name,
    key: place === "header" ? name.toLowerCase() : name,
    read: compileParameter(reader, shape, schema),
    fallback: defaultOf(reader, schema),
  };
}

/** The cookies of a request (RFC 6265 section 4.2.1), in the order in which they came. */
export function parseCookies(headers: HostRequest["headers"], limit: number): RawPair[] {
  const parts = headers.get("cookie")?.split(/; */) ?? [];
  if (parts.length > limit) throw new Refusal("too_large", `There are more than ${limit} cookies`);
  return parts.flatMap((part) => {
    const separator = part.indexOf("=");
    return separator < 0 ? [] : [{ name: part.slice(0, separator).trim(), value: part.slice(separator + 1).trim() }];
  });
}

/** The text of a header field; what is not ASCII is taken for UTF-8. */
function decodeHeader(value: string, name: string): string {
  const text = /[\x80-\xff]/.test(value)
    ? decodeUtf8(
        Uint8Array.from(value, (character) => character.charCodeAt(0)),
        `The header ${name}`,
      )
    : value;
  return refuseNul(text, "header", `/${name}`);
}
