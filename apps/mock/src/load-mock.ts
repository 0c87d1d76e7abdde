/** Makes a mock of a contract that lies in files. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ContractError, readContract } from "@parley/live";
import { createMock, type Mock, type MockOptions } from "./mock.ts";

/** Where a contract is, and how it is served. */
export interface LoadOptions extends Pick<MockOptions, "dynamic"> {
  /** Folder with `redocly.yaml` and the folders of the contracts. */
  readonly folder: string;
}

/**
 * Bundles a contract and makes a mock of it.
 *
 * @throws ContractError when it does not parse or cannot be served.
 */
export async function loadMock(api: string, { folder, dynamic }: LoadOptions): Promise<Mock> {
  const document = await readContract(api, folder);
  try {
    return await createMock(document, { dynamic, readExample: exampleReader(api, folder) });
  } catch (error) {
    throw new ContractError(api, [], error as Error); // nothing throws anything else here
  }
}

/** Reads the binary examples of a contract from its folder. */
export function exampleReader(api: string, folder: string): MockOptions["readExample"] {
  return (path) => readFile(join(folder, api, path));
}
