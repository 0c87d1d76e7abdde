/** Gives a document of OpenAPI 3.1 what OpenAPI leaves out or allows, and the generator needs in one form. */

import { dereference, listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { identifierOf } from "./names.ts";

type Json = Record<string, unknown>;

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/**
 * A copy in which every operation has an id of its own that is a name, a tag, a summary and a source, every security
 * scheme is one that a server can check, and every event stream without a contract takes any text.
 */
export function complete(given: object): OpenApiDocument {
  const document = structuredClone(given) as Json & { paths?: Record<string, Json>; components?: Json };
  document.paths ??= {};
  document.servers ??= [];
  document.components = {
    ...document.components,
    securitySchemes: completeSchemes(document.components?.securitySchemes),
  };
  const schemes = new Set(Object.keys(document.components.securitySchemes as object));
  const ids = new Set<string>();
  if (document.security) document.security = completeSecurity(document.security, schemes);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as Json | undefined; // of a valid document
      if (!operation) continue;
      operation.operationId = uniqueId(String(operation.operationId ?? `${method} ${path}`), ids);
      operation.summary ??= operation.operationId;
      operation["x-provenance"] ??= "documented";
      operation.tags =
        Array.isArray(operation.tags) && operation.tags.length > 0 ? operation.tags.map(String) : ["operations"];
      operation.responses ??= { default: { description: "Any answer." } };
      if (operation.security) operation.security = completeSecurity(operation.security, schemes);
    }
  }
  const complete = document as unknown as OpenApiDocument; // now it has all that the type asks for
  completeStreams(complete);
  return complete;
}

function uniqueId(wanted: string, ids: Set<string>): string {
  const name = identifierOf(wanted);
  let id = name;
  for (let count = 2; ids.has(id); count += 1) id = `${name}${count}`;
  ids.add(id);
  return id;
}

/** Security schemes as the generator knows them; mutual TLS is the business of whoever ends the connection. */
function completeSchemes(given: unknown): Json {
  const found = Object.entries((given ?? {}) as Record<string, Json>).flatMap(([name, scheme]) => {
    if (scheme.type === "mutualTLS") return [];
    if (scheme.type === "openIdConnect") return [[name, { type: "http", scheme: "bearer" }] as const];
    if (scheme.type !== "oauth2") return [[name, scheme] as const];
    const flows = Object.values((scheme.flows ?? {}) as Record<string, Json>);
    const scopes = Object.assign({}, ...flows.map((flow) => flow.scopes));
    const authorizationUrl = flows.find((flow) => flow.authorizationUrl)?.authorizationUrl ?? "";
    const tokenUrl = flows.find((flow) => flow.tokenUrl)?.tokenUrl ?? "";
    // However a client has got its token, the server is shown the same.
    return [[name, { type: "oauth2", flows: { authorizationCode: { authorizationUrl, tokenUrl, scopes } } }] as const];
  });
  return Object.fromEntries(found);
}

function completeSecurity(given: unknown, schemes: ReadonlySet<string>): object[] {
  return (given as object[]).map((requirement) =>
    Object.fromEntries(Object.entries(requirement).filter(([name]) => schemes.has(name))),
  );
}

/** What an event stream is that says nothing of its events: any number of texts. */
const anyStream = {
  discriminator: "text",
  events: { message: { summary: "One event", pattern: "^[^]*$" } },
  grammar: "message*",
  resume: "none",
} as const;

function completeStreams(document: OpenApiDocument): void {
  for (const { responses } of listOperations(document)) {
    for (const response of Object.values(responses)) {
      const media = dereference(document, response).content?.["text/event-stream"];
      if (media && !media["x-stream"]) Object.assign(media, { "x-stream": anyStream });
    }
  }
}
