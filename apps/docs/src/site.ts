/** Writes the whole site into a folder. */

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultPortBase } from "@parley/tooling/command";
import { type Contract, describeContract, downloads, readContracts } from "./contracts.ts";
import { indexPage, notFoundPage } from "./index-page.ts";
import { referencePage } from "./reference-page.ts";

/**
 * Builds the site of every registered contract; what was in the folder is gone afterwards.
 *
 * @returns The names of the contracts.
 * @throws Error when a contract is not generated or a page cannot be built.
 */
export async function buildSite(folder: string): Promise<string[]> {
  const contracts = await readContracts();
  const facts = contracts.map(describeContract);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "contracts.json"), `${JSON.stringify(facts, null, 2)}\n`);
  await writeFile(join(folder, "index.html"), indexPage(facts, defaultPortBase));
  await writeFile(join(folder, "404.html"), notFoundPage);
  await Promise.all(contracts.map((contract) => buildContract(contract, join(folder, contract.api))));
  return contracts.map(({ api }) => api);
}

async function buildContract(contract: Contract, folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, "index.html"), await referencePage(contract));
  // The examples that the contract names by address.
  const names = [...downloads.map(({ file }) => file), "examples"];
  await Promise.all(names.map((name) => cp(join(contract.folder, name), join(folder, name), { recursive: true })));
}
