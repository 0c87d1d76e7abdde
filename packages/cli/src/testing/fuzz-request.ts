/** Requests of an operation made by chance, and what the contract says of each: the oracle of the fuzz run. */

import type { Contract, RequestBody, RequestPlan } from "@parley/conformance";
import { dereference, type LocatedOperation, type SchemaObject } from "@parley/contracts/document";
import { generateSync } from "json-schema-faker";

/** A request whose parameters are still texts by their names. */
export interface FuzzRequest {
  /** The request of the examples: method, credentials, and what nothing is put in for. */
  readonly base: RequestPlan;
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly body: RequestBody | undefined;
}

/** An operation with what its requests are made of and judged by. */
export interface FuzzSubject {
  readonly contract: Contract;
  readonly located: LocatedOperation;
  /** One request of the examples for each body that the operation takes. */
  readonly bases: readonly RequestPlan[];
}

// Deep enough for every schema of the contracts: past its depth the generator gives what no schema asked for.
const size = { maxDepth: 30, maxItems: 2, optionalsProbability: 0.6 };

/** Valid requests, of the seeds from 1 on; fewer than `count` where the generator cannot make them. */
export function generateValid(subject: FuzzSubject, count: number): FuzzRequest[] {
  const components = plain(subject.contract.document.components ?? {});
  const make = (schema: SchemaObject, seed: number) =>
    generateSync({ ...plain(schema), components }, { ...size, seed });
  const found: FuzzRequest[] = [];
  for (let seed = 1; found.length < count && seed <= 2 * count; seed += 1) {
    const request = generate(subject, seed, (schema = {}) => make(schema, seed));
    if (isValid(subject, request)) found.push(request);
  }
  return found;
}

/** Makes a value of a schema. */
type Make = (schema: SchemaObject | undefined) => unknown;

function generate({ contract, located, bases }: FuzzSubject, seed: number, make: Make): FuzzRequest {
  const base = bases[seed % bases.length];
  if (!base) throw new Error(`${located.operation.operationId} has no request`);
  const parameters = located.parameters.flatMap(({ name, in: place, required, schema }, index) => {
    if (!required && (seed >> index) % 2 === 0) return [];
    const text = String(make(schema));
    // An address has no empty segment.
    return [[name, place === "path" && text === "" ? "x" : text]];
  });
  return { base, parameters: Object.fromEntries(parameters), body: generateBody(contract, located, base, make) };
}

function generateBody(
  contract: Contract,
  located: LocatedOperation,
  { body }: RequestPlan,
  make: Make,
): RequestBody | undefined {
  if (!body || body.file !== undefined) return body;
  const schema = located.requestBody?.content[body.mediaType]?.schema;
  if (isJson(body)) return { mediaType: body.mediaType, value: undefined, raw: JSON.stringify(make(schema)) };
  const files = fileFields(contract, located, body.mediaType);
  const texts = Object.entries(make(schema) as object).filter(([name]) => !files.includes(name)); // a form
  const examples = Object.entries(body.value as object).filter(([name]) => files.includes(name)); // a form
  return { ...body, value: Object.fromEntries([...texts, ...examples]) };
}

/** The schema without the extensions of OpenAPI, which the generator takes for members. */
function plain(schema: object): SchemaObject {
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (key.startsWith("x-") ? undefined : value)));
}

/** Whether the validators of the contract take a request, and the rules of HTTP and of forms do. */
export function isValid(subject: FuzzSubject, request: FuzzRequest): boolean {
  return areParametersValid(subject, request, "path") && areOthersValid(subject, request);
}

/** The same for all but the path. */
export function areOthersValid(subject: FuzzSubject, request: FuzzRequest): boolean {
  const { contract, located } = subject;
  if (!areParametersValid(subject, request, "query") || !areParametersValid(subject, request, "header")) return false;
  const { body } = request;
  if (!body) return !located.requestBody?.required;
  if (body.file !== undefined) return true;
  const validate = contract.validators[located.operation.operationId]?.request[body.mediaType];
  if (!validate) return false;
  if (isJson(body)) {
    try {
      return validate(JSON.parse(body.raw ?? ""));
    } catch {
      return false;
    }
  }
  const value = body.value as Record<string, unknown>; // a form
  const files = fileFields(contract, located, body.mediaType);
  return validate(value) && files.every((name) => value[name] === undefined || isFile(value[name]));
}

function areParametersValid(
  { contract, located }: FuzzSubject,
  { parameters }: FuzzRequest,
  place: "path" | "query" | "header",
): boolean {
  // Read from the generated module, where they stand beside the other validators.
  const { [located.operation.operationId]: own } = contract.validators as Readonly<
    Record<string, { readonly parameters?: Readonly<Record<string, (data: unknown) => boolean>> }>
  >;
  const values = located.parameters
    .filter((parameter) => parameter.in === place && parameters[parameter.name] !== undefined)
    .map(({ name, schema = {} }) => [
      place === "header" ? name.toLowerCase() : name,
      readText(schema, parameters[name] ?? ""),
    ]);
  return own?.parameters?.[place]?.(Object.fromEntries(values)) ?? true;
}

/** A text as the type of its schema: what is no text there is written as in JSON. */
function readText({ type = "string" }: SchemaObject, text: string): unknown {
  if (type === "string" || text !== text.trim()) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Puts a request in the form that is sent. */
export function toPlan({ located }: FuzzSubject, { base, parameters, body }: FuzzRequest): RequestPlan {
  const isOwn = (name: string) => located.parameters.some((own) => own.name.toLowerCase() === name.toLowerCase());
  const given = (place: string) =>
    located.parameters.flatMap(({ name, in: own }): [string, string][] => {
      const text = parameters[name];
      return own === place && text !== undefined ? [[name, text]] : [];
    });
  return {
    method: base.method,
    path: given("path").reduce(
      (path, [name, text]) => path.replace(`{${name}}`, () => encodeURIComponent(text)),
      located.path,
    ),
    query: [...base.query.filter(([name]) => !isOwn(name)), ...given("query")],
    headers: {
      ...Object.fromEntries(Object.entries(base.headers).filter(([name]) => !isOwn(name))),
      ...Object.fromEntries(given("header")),
    },
    body,
  };
}

/** Whether a body is JSON. */
export function isJson({ mediaType }: RequestBody): boolean {
  return mediaType.includes("json");
}

/** Names of the fields of a form that hold files: those whose schema says how bytes are to be understood. */
function fileFields({ document }: Contract, { requestBody }: LocatedOperation, mediaType: string): string[] {
  const { schema = {} } = requestBody?.content[mediaType] ?? {};
  const { properties = {} } = dereference(document, schema) as { readonly properties?: Record<string, SchemaObject> }; // a form
  const isBinary = ({ contentMediaType, items }: SchemaObject) =>
    contentMediaType !== undefined || (typeof items === "object" && items !== null && "contentMediaType" in items);
  return Object.keys(properties).filter((name) => isBinary(properties[name] ?? {}));
}

/** The value of a file field is the name of an example file. */
function isFile(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).every((name) => /^[\w-]+\.[a-z]\w*$/.test(String(name)));
}
