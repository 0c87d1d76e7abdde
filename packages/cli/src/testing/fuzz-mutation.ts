/** Ways to spoil a valid request, made by chance, and the statuses that the contract has for each. */

import { isDeepStrictEqual } from "node:util";
import type { RequestPlan } from "@parley/conformance";
import type { LocatedOperation } from "@parley/contracts/document";
import fc from "fast-check";
import { areOthersValid, type FuzzRequest, type FuzzSubject, isJson, isValid, toPlan } from "./fuzz-request.ts";

/** One change to a request; `at` picks one of what there is to change. */
export type Mutation =
  | { readonly kind: "parameter"; readonly at: number; readonly text: string | undefined }
  | { readonly kind: "member"; readonly at: number; readonly value: unknown }
  | { readonly kind: "extra"; readonly name: string; readonly value: unknown }
  | { readonly kind: "cut"; readonly at: number }
  | { readonly kind: "field"; readonly at: number; readonly text: string | undefined }
  | { readonly kind: "no body" | "other media type" | "bad credential" | "other method" | "other path" };

/** A spoilt request, and what must come of it. */
export interface Mutated {
  readonly plan: RequestPlan;
  /** Statuses of a refusal; empty where the request is still a valid one. */
  readonly refusals: readonly number[];
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom("", "0", "-1", "101", "1.5", "1e3", "true", "null", "a,b", "%", "../..", "x".repeat(3000)),
);
const json = fc
  .oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, "", 0, -1, 1.5, 1e300, [], {}, "x".repeat(3000)))
  // Such names are refused whatever the schema says.
  .filter((value) => !/__proto__|constructor/.test(JSON.stringify(value)));
const name = fc.string().filter((value) => !/__proto__|constructor/.test(value));
const at = fc.nat();

/** Mutations that an operation can suffer; those of its parameters and bodies are the most. */
export function mutationsOf({ located, bases }: FuzzSubject): fc.Arbitrary<Mutation> {
  const kind = <Name extends Mutation["kind"]>(value: Name) => fc.constant(value);
  const any: fc.WeightedArbitrary<Mutation>[] = [
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("other method" as const, "other path" as const) }) },
  ];
  const changed = fc.option(text, { nil: undefined, freq: 4 });
  if (located.parameters.length > 0) {
    any.push({ weight: 8, arbitrary: fc.record({ kind: kind("parameter"), at, text: changed }) });
  }
  if (located.security.length > 0) any.push({ weight: 1, arbitrary: fc.record({ kind: kind("bad credential") }) });
  if (bases.some(({ body }) => body)) {
    any.push({
      weight: 1,
      arbitrary: fc.record({ kind: fc.constantFrom("no body" as const, "other media type" as const) }),
    });
  }
  if (bases.some(({ body }) => body && isJson(body))) {
    const value = fc.option(json, { nil: undefined, freq: 4 });
    any.push({ weight: 12, arbitrary: fc.record({ kind: kind("member"), at, value }) });
    any.push({ weight: 2, arbitrary: fc.record({ kind: kind("extra"), name, value: json }) });
    any.push({ weight: 2, arbitrary: fc.record({ kind: kind("cut"), at }) });
  }
  if (bases.some(({ body }) => body && body.file === undefined && !isJson(body))) {
    any.push({ weight: 8, arbitrary: fc.record({ kind: kind("field"), at, text: changed }) });
  }
  return fc.oneof(...any);
}

/** Does to a request what a mutation says; what it has no place for leaves the request as it is. */
export function mutate(subject: FuzzSubject, request: FuzzRequest, mutation: Mutation): Mutated {
  const { located } = subject;
  const plan = toPlan(subject, request);
  switch (mutation.kind) {
    case "other method":
      return { plan: { ...plan, method: "LINK", body: undefined }, refusals: [405] };
    case "other path":
      return { plan: { ...plan, path: `${plan.path}/parley-unknown/x` }, refusals: [404] };
    case "bad credential": {
      const spoilt = spoilCredential(plan);
      // What presents no credential has none to spoil.
      return { plan: spoilt, refusals: isDeepStrictEqual(spoilt, plan) ? [] : [401] };
    }
    case "no body":
      return judge(subject, { ...request, body: undefined });
    case "other media type": {
      const body = { mediaType: "text/x-unknown", value: undefined, raw: "x" };
      if (!request.body) return { plan, refusals: [] };
      return { plan: { ...plan, body }, refusals: declared(located, 415) };
    }
    case "parameter": {
      const parameter = located.parameters[mutation.at % located.parameters.length];
      if (!parameter) return { plan, refusals: [] };
      const isPath = parameter.in === "path";
      // An address has no empty segment, and dots in it are no names.
      const changed = isPath && /^\.{0,2}$/.test(mutation.text ?? "") ? "x" : mutation.text;
      return judge(subject, { ...request, parameters: { ...request.parameters, [parameter.name]: changed } });
    }
    case "field": {
      const { body } = request;
      if (!body || isJson(body) || body.file !== undefined) return { plan, refusals: [] };
      const fields = Object.entries(body.value as object); // a form
      const chosen = mutation.at % (fields.length + 1);
      const value = Object.fromEntries(
        [...fields, ["extra", "x"] as const].flatMap(([field, before], index) =>
          index === chosen ? (mutation.text === undefined ? [] : [[field, mutation.text]]) : [[field, before]],
        ),
      );
      return judge(subject, { ...request, body: { ...body, value } });
    }
    default: {
      const { body } = request;
      if (!body?.raw) return { plan, refusals: [] };
      return judge(subject, { ...request, body: { ...body, raw: mutateJson(body.raw, mutation) } });
    }
  }
}

function mutateJson(raw: string, mutation: Mutation & { readonly kind: "member" | "extra" | "cut" }): string {
  if (mutation.kind === "cut") return raw.slice(0, mutation.at % raw.length);
  // A holder makes the whole body a member as well.
  const holder = { body: JSON.parse(raw) as unknown };
  const places = listPlaces(holder);
  if (mutation.kind === "extra") {
    const objects = places.map(({ parent, key }) => parent[key]).filter(isRecord);
    const chosen = objects[mutation.name.length % objects.length];
    if (chosen) chosen[mutation.name] = mutation.value;
  } else {
    const chosen = places[mutation.at % places.length];
    if (chosen && mutation.value === undefined) delete chosen.parent[chosen.key];
    else if (chosen) chosen.parent[chosen.key] = mutation.value;
  }
  return JSON.stringify(holder.body) ?? "";
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function listPlaces(parent: object): Place[] {
  return Object.entries(parent).flatMap(([key, value]): Place[] => [
    { parent: parent as Record<string, unknown>, key }, // an array has its indexes as keys
    ...(typeof value === "object" && value !== null ? listPlaces(value) : []),
  ]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function judge(subject: FuzzSubject, request: FuzzRequest): Mutated {
  const plan = toPlan(subject, request);
  if (isValid(subject, request)) return { plan, refusals: [] };
  const isPathOnly = areOthersValid(subject, request);
  return { plan, refusals: declared(subject.located, 422, ...(isPathOnly ? [404] : [])) };
}

/** What of these an operation declares, and 400, which the others become. */
function declared({ responses }: LocatedOperation, ...statuses: number[]): number[] {
  return [400, ...statuses].filter((status) => status === 400 || String(status) in responses);
}

/** Every credential of a request becomes one that nobody has. */
function spoilCredential(plan: RequestPlan): RequestPlan {
  const spoil = (value: string) => value.replace(/^(Bearer )?credential$/, "$1unknown");
  return {
    ...plan,
    query: plan.query.map(([key, value]) => [key, spoil(value)]),
    headers: Object.fromEntries(Object.entries(plan.headers).map(([key, value]) => [key, spoil(value)])),
  };
}
