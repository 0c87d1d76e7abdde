/** Writes a server that starts out with 501 for every operation of a contract, typed and ready to be filled in. */

import { type LocatedOperation, listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { emitServer } from "@parley/contracts/emit";
import { errorEventFile, formatErrorFile } from "./forms.ts";
import { addHandlers, readHandlers } from "./handlers.ts";
import { constantOf, fileNameOf } from "./names.ts";
import { withPlainBytes } from "./plain-bytes.ts";
import { contractOf, projectFiles } from "./project.ts";
import type { StubSource } from "./source.ts";

/** Files by their paths below the target folder. */
export type Files = Readonly<Record<string, string>>;

/** What a run of the command would do. */
export interface StubPlan {
  /** Files to write: new ones, those with new operations put in, and what is generated anew. */
  readonly write: Files;
  /** Operations that were not there before, by file. */
  readonly added: Readonly<Record<string, readonly string[]>>;
}

/** The target folder is not one that the stub can be written to. */
class StubError extends Error {
  override readonly name = "StubError";
}

/**
 * Plans the files of a stub.
 *
 * @param existing - What stands in the target folder already; nothing that its owner writes there is changed but for new
 *   operations.
 * @throws StubError when the folder belongs to another contract or project, or a file of handlers has no object to which
 *   operations could be added.
 */
export async function planStub({ name, document }: StubSource, existing: Files): Promise<StubPlan> {
  refuseForeign(document, existing);
  const operations = listOperations(document);
  const found = Object.entries(existing).filter(([path]) => isHandlers(path));
  const filledIn = new Set(found.flatMap(([path, text]) => readHandlers(path, text).operations));
  const missing = operations.filter(({ operation }) => !filledIn.has(operation.operationId));

  const handlers: Record<string, string> = Object.fromEntries(found);
  const changed: Record<string, string> = {};
  const added: Record<string, readonly string[]> = {};
  for (const [file, located] of Map.groupBy(missing, fileOf)) {
    const path = `handlers/${file}.ts`;
    const members = located.map(handlerEntry);
    const text =
      handlers[path] === undefined ? handlerFile(located, members) : addHandlers(path, handlers[path], members);
    if (text === undefined) throw new StubError(`${path} exports no object to which new operations could be added`);
    changed[path] = handlers[path] = text;
    added[path] = located.map(({ operation }) => operation.operationId);
  }

  const fixed = {
    "contract.ts": contractFile,
    "main.ts": mainFile(document),
    "format-error.ts": formatErrorFile(document),
    "error-event.ts": errorEventFile(document),
    ...projectFiles(name, document),
  };
  const once = Object.fromEntries(Object.entries(fixed).filter(([path]) => existing[path] === undefined));
  const always = { ...(await contractFiles(document)), "handlers/index.ts": indexFile(handlers) };
  const anew = Object.fromEntries(Object.entries(always).filter(([path, text]) => existing[path] !== text));
  return { write: { ...changed, ...once, ...anew }, added };
}

/** A folder that is in use for something else is left alone. */
function refuseForeign(document: OpenApiDocument, existing: Files): void {
  const manifest = existing["package.json"];
  const { title } = document.info;
  const other = manifest === undefined ? undefined : contractOf(manifest);
  if (manifest !== undefined && other === undefined) throw new StubError("The folder holds another project");
  if (other !== undefined && other !== title) {
    throw new StubError(`The folder holds a server of "${other}", and not of "${title}"; name another one with --out`);
  }
}

function isHandlers(path: string): boolean {
  return /^handlers\/[^/]+\.ts$/.test(path) && path !== "handlers/index.ts";
}

function fileOf({ operation }: LocatedOperation): string {
  return fileNameOf(operation.tags[0] ?? "operations");
}

function handlerEntry({ method, path, operation }: LocatedOperation): string {
  const summary = `${operation.summary}: ${method.toUpperCase()} ${path}`.replace(/\s+/g, " ").replaceAll("*/", "*\\/");
  return `  /** ${summary} */\n  ${operation.operationId}: () => notImplemented(),`;
}

function handlerFile([first]: readonly LocatedOperation[], members: readonly string[]): string {
  const tag = first?.operation.tags[0] ?? "operations";
  return `/** Operations of the tag "${tag.replaceAll("*/", "*\\/")}". */

import { type Handlers, notImplemented } from "@parley/server";
import type { contract } from "../contract.ts";

export const ${constantOf(tag)} = {
${members.join("\n\n")}
} satisfies Partial<Handlers<typeof contract>>;
`;
}

/** Puts the objects of all files together, whatever their owner has called them. */
function indexFile(handlers: Files): string {
  const names = new Set<string>();
  const imports: string[] = [];
  for (const [path, text] of Object.entries(handlers).toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const specifiers = readHandlers(path, text).constants.map((name) => {
      let local = name;
      for (let count = 2; names.has(local); count += 1) local = `${name}${count}`;
      names.add(local);
      return local === name ? name : `${name} as ${local}`;
    });
    const file = path.slice("handlers".length);
    if (specifiers.length > 0) imports.push(`import { ${specifiers.join(", ")} } from ".${file}";\n`);
  }
  return `/** Handlers of every operation; written anew by each run of \`parley stub\`. */

import type { Handlers } from "@parley/server";
import type { contract } from "../contract.ts";
${imports.join("")}
export const handlers: Handlers<typeof contract> = {
${[...names].map((name) => `  ...${name},\n`).join("")}};
`;
}

/** What is generated from the contract, with the types of the package that a stub has. */
async function contractFiles(document: OpenApiDocument): Promise<Files> {
  const emitted = Object.entries(await emitServer(withPlainBytes(document)));
  const used = emitted.filter(([name]) => /\.(?:ts|js)$|^openapi\.json$/.test(name));
  return Object.fromEntries(
    used.map(([name, text]) => [
      `contract/${name}`,
      text.replaceAll('from "@parley/contracts"', 'from "@parley/server"'),
    ]),
  );
}

const contractFile = `/** The contract that is served; the folder \`contract\` is written anew by each run of \`parley stub\`. */

import { defineContract } from "@parley/server";
import { type OperationTypes, securitySchemes } from "./contract/index.ts";
import document from "./contract/openapi.json" with { type: "json" };
import * as operations from "./contract/operations.ts";
import * as streams from "./contract/streams.ts";
import * as validators from "./contract/validators.js";

export const contract = defineContract<OperationTypes>()({ operations, streams, validators, securitySchemes, document });
`;

function mainFile(document: OpenApiDocument): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  const verifiers = schemes.map(([name, { type, flows }]) => {
    const key = JSON.stringify(name);
    if (type !== "oauth2") return `    ${key}: (credential) => ({ credential }),\n`;
    const scopes = Object.values(flows as Record<string, { scopes: object }>).flatMap((flow) =>
      Object.keys(flow.scopes),
    );
    return `    ${key}: (credential) => ({ credential, scopes: ${JSON.stringify([...new Set(scopes)])} }),\n`;
  });
  return `/** Serves the stub: npm start; the environment variable PORT is for another port. */

import { serve } from "@parley/server";
import { closeOnSignals, listen } from "@parley/server/node";
import { contract } from "./contract.ts";
import { toErrorEvent } from "./error-event.ts";
import { formatError } from "./format-error.ts";
import { handlers } from "./handlers/index.ts";

export const fetch = serve(contract, handlers, {
  // Takes every credential as long as nothing is behind it: say here whom each one stands for, and refuse the others
  // with undefined.
  authenticate: {
${verifiers.join("")}  },
  formatError,
  toErrorEvent,
});

if (import.meta.main) {
  const port = Number(process.env.PORT ?? 4030);
  try {
    const host = await listen(fetch, { port });
    closeOnSignals(host);
    console.log(host.url);
  } catch (error) {
    const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    console.error(isTaken ? \`Port \${port} is in use; set PORT to another one.\` : error);
    process.exitCode = 1;
  }
}
`;
}
