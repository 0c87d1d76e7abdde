/** Loads a contract of `spec/` as a mock, and says where it is wrong. */

import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { BundleError, bundle, runRedocly } from "@parley/contracts/bundle";
import { CommandError } from "@parley/tooling/command";
import { createMock, type Mock } from "./mock.ts";

/** A lint finding, ready to print. */
export interface Finding {
  /** Path in the repository, line and column. */
  readonly place: string;
  readonly rule: string;
  readonly message: string;
}

/** A contract that cannot be served; `findings` says where it is wrong. */
export class ContractError extends CommandError {
  override readonly name = "ContractError";
  readonly findings: readonly Finding[];

  constructor(api: string, findings: readonly Finding[], cause?: Error) {
    const [first] = findings;
    super(
      first
        ? `${api}: ${first.place}: ${first.message} (${first.rule})`
        : `${api}: ${cause?.message ?? "cannot be read"}`,
      {
        cause,
      },
    );
    this.findings = findings;
  }
}

/** Where a contract is, and how it is served. */
export interface ContractOptions {
  /** Folder with `redocly.yaml` and the folders of the contracts. */
  readonly folder: string;
  /** Generate bodies from the schemas instead of serving the examples. */
  readonly dynamic: boolean;
}

/** Rules whose findings mean that a document is not OpenAPI; the others are about quality and do not stop a mock. */
const fatalRules: readonly string[] = ["struct", "no-unresolved-refs"];

/**
 * Bundles a contract and makes a mock of it.
 *
 * @throws {@link ContractError} when it does not parse.
 */
export async function loadMock(api: string, { folder, dynamic }: ContractOptions): Promise<Mock> {
  try {
    const document = await bundle(api, folder);
    return await createMock(document, { dynamic, readExample: (path) => readFile(join(folder, api, path)) });
  } catch (error) {
    const cause = error as Error; // nothing throws anything else here
    throw new ContractError(api, cause instanceof BundleError ? await findFaults(api, folder, cause) : [], cause);
  }
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

/** A contract as it is now: a mock of it and what the linter says, or why it cannot be served. */
export async function reloadMock(
  api: string,
  options: ContractOptions,
): Promise<{ mock: Mock; findings: readonly Finding[] } | ContractError> {
  const [findings, loaded] = await Promise.all([
    lint(api, options.folder),
    loadMock(api, options).catch((error: ContractError) => error), // loadMock throws nothing else
  ]);
  if (loaded instanceof ContractError) return loaded;
  const fatal = findings.filter(({ rule }) => fatalRules.includes(rule));
  return fatal.length > 0 ? new ContractError(api, fatal) : { mock: loaded, findings };
}
