/** Writes a server that starts out with 501 for every operation of a contract, typed and ready to be filled in. */

import { type LocatedOperation, listExamples, listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { projectFiles } from "./project.ts";

/** Files by their paths below the target folder. */
export type Files = Readonly<Record<string, string>>;

/** What a run of the command would do. */
export interface StubPlan {
  /** Files to write: new ones, and those with new operations put in. */
  readonly write: Files;
  /** Operations that were not there before, by file. */
  readonly added: Readonly<Record<string, readonly string[]>>;
}

/** A file of the target folder has lost the line before which new operations are put. */
class StubError extends Error {
  override readonly name = "StubError";
}

const endOfHandlers = "} satisfies Partial<Handlers<typeof contract>>;";

/**
 * Plans the files of a stub.
 *
 * @param api - Name of the contract.
 * @param existing - What stands in the target folder already; nothing in there is changed but for new operations.
 * @throws StubError when a file of handlers has been changed so that nothing can be added.
 */
export function planStub(api: string, document: OpenApiDocument, existing: Files): StubPlan {
  const operations = listOperations(document);
  const handlerTexts = Object.entries(existing).filter(([path]) => /^handlers\/[\w-]+\.ts$/.test(path));
  const isFilledIn = ({ operation }: LocatedOperation) =>
    handlerTexts.some(([, text]) => new RegExp(`^  (async )?\\*? ?${operation.operationId}\\b`, "m").test(text));
  const missing = operations.filter((located) => !isFilledIn(located));

  const write: Record<string, string> = {};
  const added: Record<string, readonly string[]> = {};
  for (const [tag, located] of Map.groupBy(missing, ({ operation }) => operation.tags[0] ?? "operations")) {
    const path = `handlers/${kebabCase(tag)}.ts`;
    const entries = located.map(handlerEntry).join("");
    write[path] = existing[path] === undefined ? handlerFile(tag, entries) : insert(path, existing[path], entries);
    added[path] = located.map(({ operation }) => operation.operationId);
  }
  const tags = [...new Set(operations.map(({ operation }) => operation.tags[0] ?? "operations"))];
  const fixed = {
    "contract.ts": contractFile(api),
    "main.ts": mainFile(document),
    "format-error.ts": formatErrorFile(document),
    ...projectFiles(api),
  };
  for (const [path, text] of Object.entries(fixed)) if (existing[path] === undefined) write[path] = text;
  const index = indexFile(tags);
  if (existing["handlers/index.ts"] !== index) write["handlers/index.ts"] = index;
  return { write, added };
}

function handlerEntry({ method, path, operation }: LocatedOperation): string {
  return `
  /** ${operation.summary.replaceAll("*/", "*\\/")}: ${method.toUpperCase()} ${path} */
  ${operation.operationId}: () => notImplemented(),
`;
}

function handlerFile(tag: string, entries: string): string {
  return `/** Operations of the tag "${tag}". */

import { type Handlers, notImplemented } from "@parley/server";
import type { contract } from "../contract.ts";

export const ${constantName(tag)} = {${entries}${endOfHandlers}
`;
}

function insert(path: string, text: string, entries: string): string {
  const index = text.lastIndexOf(endOfHandlers);
  if (index < 0) throw new StubError(`${path} has lost its line "${endOfHandlers}", before which new operations go`);
  return text.slice(0, index) + entries + text.slice(index);
}

function indexFile(tags: readonly string[]): string {
  const imports = tags.map((tag) => `import { ${constantName(tag)} } from "./${kebabCase(tag)}.ts";\n`);
  return `/** Handlers of every operation; written anew by each run of \`parley stub\`. */

import type { Handlers } from "@parley/server";
import type { contract } from "../contract.ts";
${imports.join("")}
export const handlers: Handlers<typeof contract> = {
${tags.map((tag) => `  ...${constantName(tag)},\n`).join("")}};
`;
}

function contractFile(api: string): string {
  return `/** The contract that is served. */

import type { OperationTypes } from "@parley/contracts/${api}";
import { securitySchemes } from "@parley/contracts/${api}";
import document from "@parley/contracts/${api}/openapi.json" with { type: "json" };
import * as operations from "@parley/contracts/${api}/operations";
import * as streams from "@parley/contracts/${api}/streams";
import * as validators from "@parley/contracts/${api}/validators";
import { defineContract } from "@parley/server";

export const contract = defineContract<OperationTypes>()({ operations, streams, validators, securitySchemes, document });
`;
}

function mainFile(document: OpenApiDocument): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  const verifiers = schemes.map(([name, { type, flows }]) => {
    if (type !== "oauth2") return `    ${name}: (credential) => ({ credential }),\n`;
    const scopes = Object.values(flows as Record<string, { scopes: object }>).flatMap((flow) =>
      Object.keys(flow.scopes),
    );
    return `    ${name}: (credential) => ({ credential, scopes: ${JSON.stringify([...new Set(scopes)])} }),\n`;
  });
  return `/** Serves the stub: npm start; the environment variable PORT is for another port. */

import { serve } from "@parley/server";
import { closeOnSignals, listen } from "@parley/server/node";
import { contract } from "./contract.ts";
import { formatError } from "./format-error.ts";
import { handlers } from "./handlers/index.ts";

export const fetch = serve(contract, handlers, {
  // Takes every credential as long as nothing is behind it: say here whom each one stands for, and refuse the others
  // with undefined.
  authenticate: {
${verifiers.join("")}  },
  formatError,
});

if (import.meta.main) {
  const host = await listen(fetch, { port: Number(process.env.PORT ?? 4030) });
  closeOnSignals(host);
  console.log(host.url);
}
`;
}

/** The form of an error is that of the first documented refusal, with its words and code put in. */
function formatErrorFile(document: OpenApiDocument): string {
  const refusals = listOperations(document).flatMap(({ responses }) =>
    Object.entries(responses).filter(([status]) => /^4/.test(status)),
  );
  const bodies = refusals.flatMap(([, { content = {} }]) =>
    Object.entries(content).flatMap(([type, media]) => (/json/.test(type) ? listExamples(document, media) : [])),
  );
  const [, example] = bodies[0] ?? [];
  return `/** Puts a refusal in the form of the contract. */

import type { Problem } from "@parley/server";

export function formatError(problem: Problem): unknown {
  return ${template(example?.value)};
}
`;
}

function template(value: unknown): string {
  if (typeof value !== "object" || value === null) return "{ message: problem.message }";
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${memberTemplate(name, member)}`,
  );
  return `{ ${members.join(", ")} }`;
}

function memberTemplate(name: string, value: unknown): string {
  if (typeof value === "object" && value !== null) return template(value);
  if (typeof value === "string" && /^(message|error|detail|error_description)$/.test(name)) return "problem.message";
  if (typeof value === "string" && name === "code") return "problem.code.toUpperCase()";
  if (name === "status") return "problem.status";
  return JSON.stringify(value);
}

function kebabCase(tag: string): string {
  return tag
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function constantName(tag: string): string {
  return `${kebabCase(tag).replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())}Handlers`;
}
