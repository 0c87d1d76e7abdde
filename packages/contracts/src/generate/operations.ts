/** Emits the operation table: one constant per operation, so that a client bundle keeps only those it uses. */

import { compileGrammar } from "@parley/streams/grammar";
import {
  type LocatedOperation,
  listOperations,
  type MediaTypeObject,
  type OpenApiDocument,
  type StreamEventObject,
  type StreamObject,
  serverUrl,
} from "../document.ts";
import type { Operation, SecurityScheme, StreamContract } from "../operation.ts";

const notice = "// Generated from the contract; do not edit.\n\n";
const idempotentMethods = ["get", "head", "options", "put", "delete"];

/** The event stream of an operation, if one of its successes has one. */
export function findStream(
  located: LocatedOperation,
): { status: string; media: MediaTypeObject; stream: StreamObject } | undefined {
  for (const [status, response] of Object.entries(located.responses)) {
    const media = response.content?.["text/event-stream"];
    const stream = media?.["x-stream"];
    if (media && stream) return { status, media, stream };
  }
  return undefined;
}

/** The table entry of one operation. */
function describeOperation(located: LocatedOperation): Operation {
  const { operation, requestBody } = located;
  const server = located.servers?.[0];
  const stream = findStream(located);
  return {
    id: operation.operationId,
    method: located.method,
    path: located.path,
    ...(server && { server: serverUrl(server) }),
    tag: operation.tags[0] ?? "",
    provenance: operation["x-provenance"],
    idempotent: operation["x-idempotent"] ?? idempotentMethods.includes(located.method),
    parameters: located.parameters.map(({ name, in: place, required = false, style, explode }) => ({
      name,
      in: place,
      required,
      ...(style !== undefined && { style }),
      ...(explode !== undefined && { explode }),
    })),
    ...(requestBody && {
      requestBody: { required: requestBody.required ?? false, mediaTypes: Object.keys(requestBody.content) },
    }),
    responses: Object.fromEntries(
      Object.entries(located.responses).map(([status, { content = {} }]) => [status, Object.keys(content)]),
    ),
    security: located.security,
    ...(stream && { stream: { status: stream.status, requestedBy: stream.stream.requestedBy ?? [] } }),
  };
}

/** The table entry of one stream. */
function describeStream(stream: StreamObject): StreamContract {
  const events = Object.entries(stream.events);
  return {
    discriminator: stream.discriminator,
    events: Object.fromEntries(events.map(([name, event]) => [name, describeForm(event)])),
    terminal: events.filter(([, event]) => event.terminal === true).map(([name]) => name),
    failures: events.filter(([, event]) => event.failure === true).map(([name]) => name),
    grammar: stream.grammar,
    automaton: compileGrammar(stream.grammar),
    ...(stream.heartbeat && { heartbeat: stream.heartbeat }),
    resume: stream.resume,
  };
}

function describeForm({ text, pattern }: StreamEventObject): StreamContract["events"][string] {
  if (text !== undefined) return { text };
  if (pattern !== undefined) return { pattern };
  return { json: true };
}

/** The table entry of a security scheme. */
function describeScheme(scheme: Readonly<Record<string, unknown>>): SecurityScheme {
  if (scheme.type === "apiKey") return { type: "apiKey", in: scheme.in as "header", name: String(scheme.name) };
  if (scheme.type === "oauth2") {
    const flows = scheme.flows as Record<string, { authorizationUrl: string; tokenUrl: string; scopes: object }>;
    const flow = flows.authorizationCode;
    if (!flow) throw new Error("Only the authorization code flow is known");
    const { authorizationUrl, tokenUrl, scopes } = flow;
    return { type: "oauth2", authorizationUrl, tokenUrl, scopes: Object.keys(scopes) };
  }
  if (scheme.type === "http") return { type: "http", scheme: String(scheme.scheme) };
  throw new Error(`Security schemes of the type "${String(scheme.type)}" are not known`);
}

/** A docstring that no text can end. */
function docstring(text: string): string {
  return `/** ${text.replaceAll("*/", "*\\/")} */`;
}

/** Without `satisfies`, so that declarations can be made file by file (TypeScript's isolatedDeclarations). */
function constant(name: string, value: unknown, comment: string): string {
  return `${docstring(comment)}\nexport const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
}

/** Text of `operations.ts`. */
export function emitOperations(document: OpenApiDocument): string {
  const constants = listOperations(document).map((located) => {
    const { operationId, summary } = located.operation;
    return constant(operationId, describeOperation(located), `${summary}.`);
  });
  return `${notice}${constants.join("\n")}`;
}

/** Text of `security.ts`. */
export function emitSecurity(document: OpenApiDocument): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  const table: Record<string, SecurityScheme> = Object.fromEntries(
    schemes.map(([name, scheme]) => [name, describeScheme(scheme)]),
  );
  const server = document.servers[0];
  return [
    `${notice}${constant("securitySchemes", table, "Security schemes by the names that operations use.")}`,
    constant("serverUrl", server ? serverUrl(server) : "", "Address of the vendor's first server."),
  ].join("\n");
}

/** Text of `streams.ts`. */
export function emitStreams(document: OpenApiDocument): string {
  const streams = listOperations(document).flatMap((located) => {
    const stream = findStream(located);
    return stream ? [{ ...located.operation, contract: describeStream(stream.stream) }] : [];
  });
  if (streams.length === 0) return `${notice}export {};\n`;
  const events = streams.map(({ operationId }) => `${pascalCase(operationId)}Event`);
  const constants = streams.map(({ operationId, summary, contract }) => {
    const type = `StreamContract<${pascalCase(operationId)}Event>`;
    return `${docstring(`Stream: ${summary}.`)}\nexport const ${operationId}: ${type} = ${JSON.stringify(contract, null, 2)};\n`;
  });
  return `${notice}import type { StreamContract } from "@parley/contracts";
import type { ${events.join(", ")} } from "./events.ts";

${constants.join("\n")}`;
}

function pascalCase(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`;
}

/** Text of `events.ts`: for each stream a union of its events, told apart by `type`. */
export function emitEvents(document: OpenApiDocument): string {
  const types = listOperations(document).flatMap((located) => {
    const stream = findStream(located);
    if (!stream) return [];
    const { operationId } = located.operation;
    const name = pascalCase(operationId);
    const members = Object.entries(stream.stream.events).map(([event, form]) => {
      return `  ${docstring(`${form.summary}.`)}\n  ${JSON.stringify(event)}: ${eventType(form)};\n`;
    });
    return [
      `/** Data of each event of \`${operationId}\`, by its name. */\nexport interface ${name}Events {\n${members.join("")}}\n`,
      `/** One event of \`${operationId}\`. */\nexport type ${name}Event = EventOf<${name}Events>;\n`,
    ];
  });
  if (types.length === 0) return `${notice}export {};\n`;
  return `${notice}import type { components } from "./types.ts";

type EventOf<Events> = { [Name in keyof Events]: { type: Name; data: Events[Name] } }[keyof Events];

${types.join("\n")}`;
}

function eventType({ schema, text }: StreamEventObject): string {
  if (text !== undefined) return JSON.stringify(text);
  if (schema === undefined) return "string";
  const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  if (!name) throw new Error("The schema of a stream event must be a component");
  return `components["schemas"][${JSON.stringify(name)}]`;
}
