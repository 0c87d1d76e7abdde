/** A line for each request, with secrets masked. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Platform } from "@parley/sandbox";
import type { AnsweredRequest } from "@parley/sandbox/hosts/node";
import { describeRequest, type MaskedOperation, maskTarget } from "@parley/tooling/request-line";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: { readonly parameters?: Readonly<Record<string, unknown>> };
}

/** Writes lines; a value of a query is read where the contract has its name, and the name is not that of a secret. */
export async function createLogger(
  platforms: readonly Platform[],
  write: (line: string) => void,
): Promise<(request: AnsweredRequest) => void> {
  const known = new Map<string, MaskedOperation>();
  for (const { name } of platforms) known.set(name, { path: "", parameters: await queryParameters(name) });
  return ({ reason, target, ...request }) => {
    const operation = known.get(target.split(/[/?]/, 2)[1] ?? "");
    const line = describeRequest({ ...request, target: maskTarget(target, operation), remark: reason });
    write(`sandbox: ${line}`);
  };
}

/** All parameters of a query that a contract has, whichever operation they belong to. */
async function queryParameters(api: string): Promise<MaskedOperation["parameters"]> {
  const file = fileURLToPath(import.meta.resolve(`@parley/contracts/${api}/openapi.json`));
  const { paths, components = {} } = JSON.parse(await readFile(file, "utf8")) as Document; // what is generated
  const given = [paths, components.parameters ?? {}].flatMap((part) => [...parametersIn(part)]);
  return [...new Set(given)].map((name) => ({ in: "query", name }));
}

function* parametersIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  const { in: place, name } = value as Readonly<Record<string, unknown>>;
  if (place === "query" && typeof name === "string") yield name;
  for (const member of Object.values(value)) yield* parametersIn(member);
}
