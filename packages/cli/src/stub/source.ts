/** The document that a stub is made of: a registered contract, or any OpenAPI document. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { BundleError, bundle, runRedocly } from "@parley/contracts/bundle";
import type { OpenApiDocument } from "@parley/contracts/document";
import { upgrade } from "@scalar/openapi-upgrader";
import { complete } from "./complete.ts";
import { fileNameOf } from "./names.ts";

/** What a stub is made of. */
export interface StubSource {
  /** For the name of the package and its folder. */
  readonly name: string;
  readonly document: OpenApiDocument;
}

/**
 * Reads a document.
 *
 * @param given - Name of a registered contract, or the path or address of an OpenAPI document: YAML or JSON, of one file
 *   or many, version 2.0 to 3.1.
 * @throws BundleError when it is missing or broken.
 */
export async function readSource(given: string, apis: readonly string[]): Promise<StubSource> {
  if (apis.includes(given)) return { name: given, document: await bundle(given) };
  const isAddress = /^https?:\/\//.test(given);
  const document = complete(upgrade(await bundleFile(isAddress ? given : resolve(given)), "3.1") as object);
  return { name: fileNameOf(basename(given, extname(given))), document };
}

async function bundleFile(root: string): Promise<Record<string, unknown>> {
  const temporary = await mkdtemp(join(tmpdir(), "parley-bundle-"));
  try {
    const target = join(temporary, "openapi.json");
    // In a folder without a configuration, so that no rules of this workspace are asked.
    const { ok, stderr } = await runRedocly(["bundle", root, "--output", target], temporary);
    if (!ok) throw new BundleError(stderr.trim());
    return JSON.parse(await readFile(target, "utf8")) as Record<string, unknown>;
  } finally {
    await rm(temporary, { recursive: true });
  }
}
