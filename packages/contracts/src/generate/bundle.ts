/** Bundles a contract of `spec/` to one document, and knows which contracts there are. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "yaml";
import type { OpenApiDocument } from "../document.ts";

/** Folder of the contracts. */
export const specFolder = fileURLToPath(new URL("../../../../spec/", import.meta.url));

const redocly = join(createRequire(import.meta.url).resolve("@redocly/cli/package.json"), "../bin/cli.js");
const environment = {
  ...process.env,
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  NO_COLOR: "1",
};

/** A contract could not be bundled; the message is what the bundler printed. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/** Names of the registered contracts, in the order of `spec/redocly.yaml`. */
export async function listApis(folder: string = specFolder): Promise<string[]> {
  const config = parse(await readFile(join(folder, "redocly.yaml"), "utf8")) as { apis: Record<string, unknown> };
  return Object.keys(config.apis);
}

/** Runs a command of @redocly/cli in the folder of the contracts. */
export async function runRedocly(
  parameters: readonly string[],
  folder: string = specFolder,
): Promise<{ ok: boolean; stdout: string; stderr: string }> {
  try {
    const options = { cwd: folder, env: environment, maxBuffer: 64 * 1024 * 1024 };
    const output = await promisify(execFile)(process.execPath, [redocly, ...parameters], options);
    return { ok: true, ...output };
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string }; // as execFile rejects
    return { ok: false, stdout, stderr };
  }
}

/**
 * Bundles a contract to one document that stands alone: references lead inside it only, and examples are in it.
 *
 * @param root - Name of a registered contract, or path of a root file relative to the folder.
 * @param folder - Folder with `redocly.yaml`; `spec/` by default.
 * @throws {@link BundleError} when a file is missing or does not parse.
 */
export async function bundle(root: string, folder: string = specFolder): Promise<OpenApiDocument> {
  const temporary = await mkdtemp(join(tmpdir(), "parley-bundle-"));
  try {
    const target = join(temporary, "openapi.json");
    const { ok, stderr } = await runRedocly(["bundle", root, "--config", "redocly.yaml", "--output", target], folder);
    if (!ok) throw new BundleError(stderr.trim());
    return JSON.parse(await readFile(target, "utf8")) as OpenApiDocument;
  } finally {
    await rm(temporary, { recursive: true });
  }
}
