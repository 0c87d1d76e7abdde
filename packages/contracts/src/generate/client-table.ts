/** Emits the compact table that the engine of a client looks operations up in, by method and path. */

import type { ClientContract, ClientOperation, ClientScheme } from "../client-contract.ts";
import { type LocatedOperation, listOperations, type OpenApiDocument, serverUrl } from "../document.ts";
import { findStream } from "./operations.ts";

/** Methods that may be repeated (RFC 9110 section 9.2.2). */
const idempotentMethods = ["get", "head", "options", "trace", "put", "delete"];

/** Text of `client.ts`. */
export function emitClientTable(document: OpenApiDocument): string {
  const [server] = document.servers;
  const contract: ClientContract = {
    serverUrl: server ? serverUrl(server) : "",
    schemes: Object.fromEntries(
      Object.entries(document.components?.securitySchemes ?? {}).map(([name, scheme]) => [
        name,
        describeScheme(scheme),
      ]),
    ),
    operations: Object.fromEntries(
      listOperations(document).map((located) => [
        `${located.method.toUpperCase()} ${located.path}`,
        describeOperation(located),
      ]),
    ),
  };
  return `// Generated from the contract; do not edit.

import type { ClientContract } from "@parley/contracts";

/** What a client knows of the API: addresses, security schemes and operations. */
export const clientContract: ClientContract = ${JSON.stringify(contract, null, 2)};
`;
}

function describeOperation(located: LocatedOperation): ClientOperation {
  const { operation, method, requestBody, responses, parameters } = located;
  const server = located.servers?.[0];
  const security = located.security.map((alternative) => Object.keys(alternative).join(" "));
  const statuses = Object.keys(responses)
    .map(Number)
    .filter((status) => status >= 300);
  const idempotent = operation["x-idempotent"];
  const key = parameters.find(({ name, in: place }) => place === "header" && /^idempotency-key$/i.test(name));
  const [mediaType] = Object.keys(requestBody?.content ?? {});
  const query = describeQuery(located);
  const stream = findStream(located);
  return {
    id: operation.operationId,
    ...(security.length > 0 && { security }),
    ...(statuses.length > 0 && { statuses }),
    ...(idempotent !== undefined && idempotent !== idempotentMethods.includes(method) && { idempotent }),
    ...(key && { idempotencyKey: key.name }),
    ...(server && { server: serverUrl(server) }),
    ...(mediaType !== undefined && mediaType !== "application/json" && { mediaType }),
    ...(query && { query }),
    ...(stream && { stream: stream.stream.requestedBy ?? [] }),
  };
}

/** OpenAPI 3.1, Parameter Object: `style` is `form` by default, and `explode` true for that style alone. */
function describeQuery({ operation, parameters }: LocatedOperation): ClientOperation["query"] {
  const declared = parameters
    .filter((parameter) => parameter.in === "query" && (parameter.style ?? parameter.explode) !== undefined)
    .map(({ style = "form", explode = style === "form" }) => ({ style, explode }));
  const forms = new Map(declared.map((form) => [JSON.stringify(form), form]));
  const [form, ...others] = forms.values();
  if (!form) return undefined;
  if (others.length > 0) {
    throw new Error(
      `The query of ${operation.operationId} has parameters of several styles, which clients cannot write`,
    );
  }
  const query = form.style === "deepObject" ? { object: form } : { array: form };
  return query as ClientOperation["query"]; // the styles that OpenAPI has for queries
}

/** Where the credential of a scheme goes (RFC 6750 section 2.1 for tokens). */
function describeScheme(scheme: Readonly<Record<string, unknown>>): ClientScheme {
  const { type, in: place, name, scheme: kind } = scheme as Readonly<Record<string, string>>; // strings, by the rules of OpenAPI
  if (type === "apiKey") return { in: place as "header", name: String(name) };
  const prefix = type === "http" && kind !== undefined && !/^bearer$/i.test(kind) ? kind : "Bearer";
  return { in: "header", name: "authorization", prefix: `${prefix} ` };
}
