/** Reads a contract from its files, and says where it is wrong. */

import { BundleError, bundle } from "@parley/contracts/bundle";
import type { OpenApiDocument } from "@parley/contracts/document";
import { describeFinding, type Finding, fatalRules, lint } from "@parley/contracts/findings";
import { CommandError } from "@parley/tooling/command";

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
    throw new ContractError(api, cause instanceof BundleError ? await findFaults(api, folder) : [], cause);
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
  const [findings, document] = await Promise.all([lint(folder, api), readContract(api, folder)]);
  const fatal = findings.filter(({ rule }) => fatalRules.includes(rule));
  if (fatal.length > 0) throw new ContractError(api, fatal);
  return { document, findings };
}

/** Why a contract does not bundle; a contract that is not registered has no faults. */
async function findFaults(api: string, folder: string): Promise<Finding[]> {
  const findings = await lint(folder, api).catch(() => []);
  const fatal = findings.filter(({ rule }) => fatalRules.includes(rule));
  return fatal.length > 0 ? fatal : findings;
}
