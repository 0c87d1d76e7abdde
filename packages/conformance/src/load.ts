/** Loads what is generated from a contract. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { OpenApiDocument } from "@parley/contracts/document";
import type { Contract } from "./contract.ts";

/**
 * Loads a registered contract.
 *
 * @param api - Its name in `spec/redocly.yaml`.
 * @throws Error when it was not generated, or is missing in the exports of `@parley/contracts`.
 */
export async function loadContract(api: string): Promise<Contract> {
  const file = createRequire(import.meta.url).resolve(`@parley/contracts/${api}/openapi.json`);
  const folder = dirname(file);
  const module = (name: string) => import(pathToFileURL(join(folder, name)).href) as Promise<unknown>;
  const [text, validators, streams] = await Promise.all([
    readFile(file, "utf8"),
    module("validators.js"),
    module("streams.ts"),
  ]);
  return {
    name: api,
    document: JSON.parse(text) as OpenApiDocument, // generated
    validators: validators as Contract["validators"], // generated
    streams: streams as Contract["streams"], // generated
    readExample: (name) => readFile(join(folder, "examples", name)),
  };
}
