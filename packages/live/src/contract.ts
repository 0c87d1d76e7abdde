/** Reads a contract from its files, and says where it is wrong. */

import { basename, dirname, relative } from "node:path";
import { BundleError, bundle, runRedocly } from "@parley/contracts/bundle";
import type { OpenApiDocument } from "@parley/contracts/document";
import { CommandError } from "@parley/tooling/command";

/** A lint finding, ready to print. */
export interface Finding {
  /** Path in the repository, line and column. */
  readonly place: string;
  readonly rule: string;
  readonly message: string;
}

/** A contract that cannot be used; `findings` says where it is wrong. */
export class ContractError extends CommandError {
  override readonly name = "ContractError";
  readonly findings: readonly Finding[];

  constructor(api: string, findings: readonly Finding[], cause?: Error) {
    const [first] = findings;
    super(`${api}: ${first ? describeFinding(first) : (cause?.message ?? "cannot be read")}`, { cause });
    this.findings = findings;
  }
}

/** A finding as one line. */
export function describeFinding({ place, rule, message }: Finding): string {
  return `${place}: ${message} (${rule})`;
}

/** Rules whose findings mean that a document is not OpenAPI; the others are about quality and do not stop anybody. */
const fatalRules: readonly string[] = ["struct", "no-unresolved-refs"];

/**
 * Bundles a contract.
 *
 * @param folder - Folder with `redocly.yaml` and the folders of the contracts.
 * @throws {@link ContractError} when it does not parse.
 */
export async function readContract(api: string, folder: string): Promise<OpenApiDocument> {
  try {
    return await bundle(api, folder);
  } catch (error) {
    const cause = error as Error; // nothing throws anything else here
    throw new ContractError(api, cause instanceof BundleError ? await findFaults(api, folder, cause) : [], cause);
  }
}

/**
 * Bundles a contract and lints it.
 *
 * @returns The document and the findings that do not stop it from being used.
 * @throws {@link ContractError} when it does not parse or is not OpenAPI.
 */
export async function checkContract(
  api: string,
  folder: string,
): Promise<{ document: OpenApiDocument; findings: readonly Finding[] }> {
  const [findings, document] = await Promise.all([lint(api, folder), readContract(api, folder)]);
  const fatal = findings.filter(({ rule }) => fatalRules.includes(rule));
  if (fatal.length > 0) throw new ContractError(api, fatal);
  return { document, findings };
}

/** Where a contract is wrong that does not bundle: as the linter says, or the parser if the root file is no YAML. */
async function findFaults(api: string, folder: string, { message }: BundleError): Promise<Finding[]> {
  const [, text, file, line, column] = /^ *- (.+) in "(.+)" \((\d+):(\d+)\)$/m.exec(message) ?? [];
  if (text === undefined || file === undefined) {
    return (await lint(api, folder)).filter(({ rule }) => fatalRules.includes(rule));
  }
  return [{ place: `${relative(dirname(folder), file)}:${line}:${column}`, rule: "syntax", message: text }];
}

/** Findings of the linter for one contract, errors only. */
async function lint(api: string, folder: string): Promise<Finding[]> {
  const { stdout } = await runRedocly(["lint", api, "--config", "redocly.yaml", "--format", "github-actions"], folder);
  const lines = stdout.matchAll(/^::error title=([^,]*),file=([^,]*),line=(\d+),col=(\d+)[^:]*::(.*)$/gm);
  return [...lines].map(([, rule = "", file = "", line = "", column = "", message = ""]) => ({
    place: `${basename(folder)}/${file}:${line}:${column}`,
    rule,
    message: decodeURIComponent(message).split("\n", 1)[0] ?? "",
  }));
}
