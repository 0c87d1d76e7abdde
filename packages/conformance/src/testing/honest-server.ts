/** A server that does what its contract says, and nothing else: the one that mutations make worse. */

import { type LocatedOperation, listOperations, type SchemaObject } from "@parley/contracts/document";
import { exampleAnswer } from "@parley/samples";
import { readBody } from "../body-checks.ts";
import type { Contract } from "../contract.ts";
import { readText } from "../header-schema.ts";
import { schemaOf, schemeName } from "../request.ts";
import { judgeWith } from "../spoilt-values.ts";

/** Answers one request. */
export type Server = (request: Request) => Promise<Response>;

/** A server whose only good credential is `credential`. */
export function createHonestServer(contract: Contract): Server {
  const operations = listOperations(contract.document);

  async function refuse(located: LocatedOperation, ...statuses: string[]): Promise<Response> {
    const status = statuses.find((one) => one in located.responses) ?? "400";
    const { body, headers } = exampleAnswer(contract, located.operation.operationId, {
      prefer: `code=${status}`,
      accept: null,
      streaming: false,
    });
    return Response.json(body, { status: Number(status), headers });
  }

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const atPath = operations.filter(({ path }) => matches(path, pathname));
    const literal = atPath.filter(({ path }) => path === pathname);
    const candidates = literal.length > 0 ? literal : atPath;
    if (candidates.length === 0) return Response.json({ message: "There is nothing here." }, { status: 404 });
    const method = request.method === "HEAD" ? "get" : request.method.toLowerCase();
    const located = candidates.find((one) => one.method === method);
    if (!located) {
      const allow = candidates.map((one) => one.method.toUpperCase()).join(", ");
      return Response.json({ message: "Not by this method." }, { status: 405, headers: { allow } });
    }
    if (!isKnown(contract, located, request)) return refuse(located, "401");
    if (!areValid(contract, located, request, "path")) return refuse(located, "404", "400");
    if (!areValid(contract, located, request, "query") || !areValid(contract, located, request, "header")) {
      return refuse(located, "400", "422");
    }
    const refusal = await judgeBody(contract, located, request);
    return refusal ? refuse(located, ...refusal) : documented(contract, located, request);
  }

  return async (request) => {
    const response = await answer(request);
    return request.method === "HEAD" ? new Response(null, response) : response;
  };
}

async function documented(contract: Contract, located: LocatedOperation, request: Request): Promise<Response> {
  const accept = request.headers.get("accept");
  const prefer = request.headers.get("prefer");
  const streaming = accept === "text/event-stream";
  const answer = exampleAnswer(contract, located.operation.operationId, { prefer, accept, streaming });
  const { status, headers, mediaType, body, events } = answer;
  const init = { status, headers: { ...headers, ...(mediaType !== undefined && { "content-type": mediaType }) } };
  if (mediaType === undefined) return new Response(null, init);
  if (events) {
    const name = /example=(\w+)/.exec(prefer ?? "")?.[1];
    const examples = located.responses[String(status)]?.content?.[mediaType]?.examples ?? {};
    const found = name === undefined ? Object.values(examples)[0] : examples[name];
    return new Response(String(found && "value" in found ? found.value : ""), init);
  }
  if (body instanceof Uint8Array) return new Response(new Uint8Array(body), init);
  return new Response(mediaType.includes("json") ? JSON.stringify(body) : String(body), init);
}

function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split("/"), path.split("/")];
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith("{") || part === given[index]);
}

function isKnown({ document }: Contract, { security }: LocatedOperation, { headers, url }: Request): boolean {
  if (security.length === 0) return true;
  return security.some((requirement) =>
    Object.keys(requirement).every((name) => {
      const scheme = document.components?.securitySchemes?.[name];
      if (scheme?.type !== "apiKey") return headers.get("authorization") === `${schemeName(scheme)} credential`;
      const field = String(scheme.name);
      const given = scheme.in === "query" ? new URL(url).searchParams.get(field) : headers.get(field);
      return given === "credential";
    }),
  );
}

function areValid(
  contract: Contract,
  { operation, parameters, path }: LocatedOperation,
  { url, headers }: Request,
  place: "path" | "query" | "header",
): boolean {
  const { searchParams, pathname } = new URL(url);
  const segments = pathname.split("/");
  const values = parameters
    .filter((parameter) => parameter.in === place)
    .flatMap(({ name, schema = {} }) => {
      const index = path.split("/").indexOf(`{${name}}`);
      const text =
        place === "path"
          ? decodeURIComponent(segments[index] ?? "")
          : place === "query"
            ? searchParams.get(name)
            : headers.get(name);
      return text === null ? [] : [[place === "header" ? name.toLowerCase() : name, readText(schema, text)]];
    });
  const validate = contract.validators[operation.operationId]?.parameters?.[place];
  return judgeWith(validate, Object.fromEntries(values)).length === 0;
}

/** The statuses that a body is refused with; `undefined` when it is taken. */
async function judgeBody(
  contract: Contract,
  located: LocatedOperation,
  request: Request,
): Promise<string[] | undefined> {
  const { requestBody, operation } = located;
  if (!requestBody) return undefined;
  const type = request.headers.get("content-type")?.split(";", 1)[0] ?? "";
  if (type === "") return requestBody.required ? ["400", "415", "422"] : undefined;
  if (!(type in requestBody.content)) return ["415", "400"];
  const validate = contract.validators[operation.operationId]?.request[type];
  let value: unknown;
  if (type.includes("json")) {
    const body = readBody(Buffer.from(await request.arrayBuffer()), type);
    if ("problem" in body) return ["400"];
    value = body.value;
  } else if (/form/.test(type)) {
    const { properties = {} } = schemaOf(contract, located, type) as { properties?: Record<string, SchemaObject> }; // a form
    value = readForm(await request.formData(), properties);
  } else return undefined;
  return judgeWith(validate, value).length > 0 ? ["400", "422"] : undefined;
}

function readForm(form: FormData, properties: Readonly<Record<string, SchemaObject>>): Record<string, unknown> {
  const read = (schema: SchemaObject | undefined, entry: string | File) =>
    typeof entry === "string" ? readText(schema ?? {}, entry) : entry.name;
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const schema = properties[name];
      const entries = form.getAll(name);
      if (schema?.type === "array") return [name, entries.map((entry) => read(schema.items as SchemaObject, entry))];
      return [name, read(schema, entries[0] ?? "")];
    }),
  );
}
