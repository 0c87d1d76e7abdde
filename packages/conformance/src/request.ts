/** Builds a valid request of an operation from the examples of its contract. */

import {
  dereference,
  type ExampleObject,
  type LocatedOperation,
  listExamples,
  type ParameterObject,
  type SchemaObject,
  type SecurityRequirement,
} from "@parley/contracts/document";
import { type Contract, fileOf } from "./contract.ts";

/** A request body before it is put on the wire. */
export interface RequestBody {
  readonly mediaType: string;
  /** The value of an example: members of a JSON or form body, or text. */
  readonly value: unknown;
  /** File with the bytes of a raw body, instead of `value`. */
  readonly file?: string;
  /** Text that is sent as it is, instead of `value`. */
  readonly raw?: string;
}

/** A request before it is put on the wire; every part can be left out or changed to make a bad one. */
export interface RequestPlan {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | undefined;
}

/** What is presented where no credential was given. */
const defaultCredential = "credential";

/** Values to present for security schemes, by the name of the scheme; `credential` for the others. */
export type Credentials = Readonly<Record<string, string>>;

/** How a request differs from the one that shows everything. */
export interface PlanOptions {
  /** The requirement whose credentials are presented; the first that asks for any by default. */
  readonly requirement?: SecurityRequirement;
  /** Leave out the parameters that are not required. */
  readonly isMinimal?: boolean;
}

/** The request that the first examples of an operation describe. */
export function planRequest(
  contract: Contract,
  located: LocatedOperation,
  credentials: Credentials,
  { requirement, isMinimal = false }: PlanOptions = {},
): RequestPlan {
  const parameters = located.parameters
    .filter(({ required }) => required || !isMinimal)
    .map((parameter) => [parameter, exampleOf(contract, parameter)] as const);
  const place = (name: ParameterObject["in"]) => parameters.filter(([parameter]) => parameter.in === name);
  const presented = present(
    contract,
    requirement ?? located.security.find((one) => Object.keys(one).length > 0),
    credentials,
  );
  const headers = Object.fromEntries(
    place("header").map(([{ name }, value]) => [name.toLowerCase(), String(value)] as const),
  );
  for (const [{ name }, value] of place("cookie")) addCookie(headers, name, encodeURIComponent(String(value)));
  const { cookie: presentedCookie, ...presentedHeaders } = presented.headers;
  const cookie = [headers.cookie, presentedCookie].filter(Boolean).join("; ");
  return {
    method: located.method.toUpperCase(),
    path: place("path").reduce(
      (path, [{ name }, value]) => path.replace(`{${name}}`, encodeURIComponent(String(value))),
      located.path,
    ),
    query: [...place("query").flatMap(([{ name }, value]) => queryPairs(name, value)), ...presented.query],
    headers: { ...headers, ...presentedHeaders, ...(cookie !== "" && { cookie }) },
    body: listBodies(contract, located)[0],
  };
}

/** Every example body that an operation takes. */
export function listBodies({ document }: Contract, { requestBody }: LocatedOperation): RequestBody[] {
  return Object.entries(requestBody?.content ?? {}).flatMap(([mediaType, media]) =>
    listExamples(document, media).map(([, example]) => bodyOf(mediaType, example)),
  );
}

function bodyOf(mediaType: string, example: ExampleObject): RequestBody {
  const file = fileOf(example);
  return { mediaType, value: example.value, ...(file !== undefined && { file }) };
}

function exampleOf({ document }: Contract, { name, example, examples = {} }: ParameterObject): unknown {
  if (example !== undefined) return example;
  const [first] = Object.values(examples);
  if (!first) throw new Error(`Parameter ${name} has no example`);
  return dereference<ExampleObject>(document, first).value;
}

function queryPairs(name: string, value: unknown): [string, string][] {
  return (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)]);
}

function present(
  { document }: Contract,
  requirement: SecurityRequirement | undefined,
  credentials: Credentials,
): { query: [string, string][]; headers: Record<string, string> } {
  const query: [string, string][] = [];
  const headers: Record<string, string> = {};
  for (const name of Object.keys(requirement ?? {})) {
    const scheme = document.components?.securitySchemes?.[name];
    const value = credentials[name] ?? defaultCredential;
    if (scheme?.type !== "apiKey") headers.authorization = `${schemeName(scheme)} ${value}`;
    else if (scheme.in === "query") query.push([String(scheme.name), value]);
    else if (scheme.in === "cookie") addCookie(headers, String(scheme.name), value);
    else headers[String(scheme.name).toLowerCase()] = value;
  }
  return { query, headers };
}

/** The word before a credential in Authorization; a Basic credential is given as it is sent (RFC 7617). */
export function schemeName(scheme: Readonly<Record<string, unknown>> | undefined): string {
  const name = scheme?.type === "http" ? String(scheme.scheme) : "bearer";
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function addCookie(headers: Record<string, string>, name: string, value: string): void {
  headers.cookie = [headers.cookie, `${name}=${value}`].filter(Boolean).join("; ");
}

/** The credentials that a request presents, for nobody to print; that of the suite itself is none. */
export function presentedCredentials({ document }: Contract, { headers, query }: RequestPlan): string[] {
  const schemes = Object.values(document.components?.securitySchemes ?? {});
  const names = schemes.flatMap(({ name }) => (typeof name === "string" ? [name.toLowerCase()] : []));
  const cookies = (headers.cookie ?? "").split("; ").map((pair) => pair.split("=", 2) as [string, string?]);
  const pairs = [...Object.entries(headers), ...query, ...cookies].filter(([name]) =>
    ["authorization", ...names].includes(name.toLowerCase()),
  );
  return pairs
    .map(([, value = ""]) => value.replace(/^\w+ +/, ""))
    .filter((value) => value !== "" && value !== defaultCredential);
}

/** Puts a planned request on the wire form of `fetch`. */
export async function buildRequest(
  contract: Contract,
  baseUrl: string,
  plan: RequestPlan,
  signal?: AbortSignal,
): Promise<Request> {
  const url = new URL(baseUrl.replace(/\/+$/, "") + plan.path);
  for (const [name, value] of plan.query) url.searchParams.append(name, value);
  const { contentType, body } = await encode(contract, plan);
  return new Request(url, {
    method: plan.method,
    headers: { ...(contentType !== undefined && { "content-type": contentType }), ...plan.headers },
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal }),
    redirect: "manual",
  });
}

interface EncodedBody {
  readonly contentType?: string;
  readonly body?: string | FormData | Uint8Array<ArrayBuffer>;
}

async function encode(contract: Contract, { body }: RequestPlan): Promise<EncodedBody> {
  if (!body) return {};
  const { mediaType, value, file, raw } = body;
  if (raw !== undefined) return { contentType: mediaType, body: raw };
  if (file !== undefined) return { contentType: mediaType, body: new Uint8Array(await contract.readExample(file)) };
  if (mediaType === "multipart/form-data") return { body: await encodeForm(contract, value as object) };
  if (mediaType === "application/x-www-form-urlencoded") {
    return { contentType: mediaType, body: new URLSearchParams(value as Record<string, string>).toString() };
  }
  return { contentType: mediaType, body: mediaType.includes("json") ? JSON.stringify(value) : String(value) };
}

/** The value of a binary part is the name of an example file; files are told by whether they exist. */
async function encodeForm(contract: Contract, value: object): Promise<FormData> {
  const form = new FormData();
  for (const [name, member] of Object.entries(value)) {
    for (const item of Array.isArray(member) ? member : [member]) {
      const text = String(item);
      const bytes = /^[\w.-]+\.\w+$/.test(text) ? await contract.readExample(text).catch(() => undefined) : undefined;
      if (bytes) form.append(name, new Blob([new Uint8Array(bytes)]), text);
      else form.append(name, text);
    }
  }
  return form;
}

/** The schema of a media type with one reference followed. */
export function schemaOf({ document }: Contract, { requestBody }: LocatedOperation, mediaType: string): SchemaObject {
  const schema = requestBody?.content[mediaType]?.schema;
  return schema ? dereference(document, schema) : {};
}
