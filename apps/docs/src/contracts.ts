/** Reads the generated contracts and counts what the start page says about them. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Provenance } from "@parley/contracts";
import { listApis } from "@parley/contracts/bundle";
import {
  type LocatedOperation,
  listOperations,
  type OpenApiDocument,
  type StreamObject,
} from "@parley/contracts/document";
import { type SampleRequest, sampleRequest } from "@parley/samples";

/** Files of a contract that are offered for download, in order, with the words of their links. */
export const downloads = [
  { file: "openapi.json", title: "OpenAPI 3.1, JSON" },
  { file: "openapi.yaml", title: "OpenAPI 3.1, YAML" },
  { file: "openapi-3.2.json", title: "OpenAPI 3.2, JSON" },
  { file: "openapi-3.2.yaml", title: "OpenAPI 3.2, YAML" },
] as const;

/** A registered contract and the folder that has its examples. */
export interface Contract {
  readonly api: string;
  readonly folder: string;
  readonly document: OpenApiDocument;
}

/** What the start page says about one contract. */
export interface ContractFacts {
  readonly api: string;
  readonly title: string;
  readonly version: string;
  readonly summary: string;
  readonly operations: number;
  readonly streams: number;
  /** Number of operations by the provenance of each. */
  readonly provenance: Readonly<Partial<Record<Provenance, number>>>;
  /** A request that the mock answers with a success. */
  readonly sample: SampleRequest;
}

/**
 * All registered contracts, in the order of registration.
 *
 * @throws Error when one of them is not generated yet.
 */
export async function readContracts(): Promise<Contract[]> {
  return Promise.all((await listApis()).map(readContract));
}

async function readContract(api: string): Promise<Contract> {
  const folder = fileURLToPath(new URL(`../../generated/${api}/`, import.meta.resolve("@parley/contracts/bundle")));
  try {
    const document = JSON.parse(await readFile(`${folder}openapi.json`, "utf8")) as OpenApiDocument; // as generated
    return { api, folder, document };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error(`${api} is not generated; run npm run generate.`, { cause: error });
  }
}

/** The event streams that an operation can answer with. */
export function streamsOf({ responses }: LocatedOperation): StreamObject[] {
  const media = Object.values(responses).flatMap(({ content = {} }) => Object.values(content));
  return media.flatMap(({ "x-stream": stream }) => stream ?? []);
}

/**
 * Counts a contract and chooses its sample: the first stream, because streams are what is worth seeing, or else the
 * first operation.
 */
export function describeContract({ api, document }: Contract): ContractFacts {
  const operations = listOperations(document);
  const streaming = operations.filter((operation) => streamsOf(operation).length > 0);
  const [shown] = [...streaming, ...operations];
  if (shown === undefined) throw new Error(`${api} has no operation`);
  const { title, version, summary = "" } = document.info;
  const provenance: Partial<Record<Provenance, number>> = {};
  for (const { operation } of operations) {
    const name = operation["x-provenance"];
    provenance[name] = (provenance[name] ?? 0) + 1;
  }
  return {
    api,
    title,
    version,
    summary,
    operations: operations.length,
    streams: streaming.length,
    provenance,
    sample: sampleRequest(document, shown),
  };
}
