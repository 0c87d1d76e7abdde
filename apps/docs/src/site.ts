/** Writes the whole site into a folder, and single contracts of it anew. */

import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emitDocuments } from "@parley/contracts/documents";
import { defaultPortBase } from "@parley/tooling/command";
import { type Contract, type ContractFacts, describeContract, readContracts } from "./contracts.ts";
import { indexPage, notFoundPage } from "./index-page.ts";
import { mockAddresses } from "./mock-addresses.ts";
import { referencePage } from "./reference-page.ts";

/**
 * Builds the site of every registered contract; what was in the folder is gone afterwards.
 *
 * @returns The names of the contracts.
 * @throws Error when a contract is not generated or a page cannot be built.
 */
export async function buildSite(folder: string): Promise<string[]> {
  const contracts = await readContracts();
  const apis = contracts.map(({ api }) => api);
  const facts = contracts.map(describeContract);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFacts(folder, facts);
  await writeFile(join(folder, "index.html"), indexPage(facts, mockAddresses(apis, defaultPortBase)));
  await writeFile(join(folder, "404.html"), notFoundPage);
  await Promise.all(contracts.map((contract) => buildContract(contract, apis, join(folder, contract.api))));
  return apis;
}

/**
 * Builds one contract of a built site anew, from another version of it. The old pages stay until the new ones are
 * whole.
 *
 * @throws Error when the page cannot be built; the old one stays.
 */
export async function rebuildContract(folder: string, contract: Contract): Promise<void> {
  const facts = await readFacts(folder);
  const apis = facts.map(({ api }) => api);
  const target = join(folder, contract.api);
  const next = `${target}.next`;
  const old = `${target}.old`;
  await Promise.all([next, old].map((path) => rm(path, { recursive: true, force: true })));
  try {
    await buildContract(contract, apis, next);
    const described = describeContract(contract);
    await rename(target, old);
    await rename(next, target);
    await writeFacts(
      folder,
      (await readFacts(folder)).map((known) => (known.api === contract.api ? described : known)),
    );
  } finally {
    await Promise.all([next, old].map((path) => rm(path, { recursive: true, force: true })));
  }
}

/**
 * What the start page says about each contract of a built site.
 *
 * @throws Error when there is no build.
 */
export async function readFacts(folder: string): Promise<ContractFacts[]> {
  return JSON.parse(await readFile(join(folder, "contracts.json"), "utf8")) as ContractFacts[]; // as built
}

function writeFacts(folder: string, facts: readonly ContractFacts[]): Promise<void> {
  return writeFile(join(folder, "contracts.json"), `${JSON.stringify(facts, null, 2)}\n`);
}

async function buildContract(contract: Contract, apis: readonly string[], folder: string): Promise<void> {
  await mkdir(folder);
  const mock = mockAddresses(apis, defaultPortBase).get(contract.api) ?? "";
  const texts = { "index.html": await referencePage(contract, mock), ...emitDocuments(contract.document) };
  await Promise.all([
    ...Object.entries(texts).map(([name, text]) => writeFile(join(folder, name), text)),
    // The examples that the contract names by address.
    cp(join(contract.folder, "examples"), join(folder, "examples"), { recursive: true }),
  ]);
}
