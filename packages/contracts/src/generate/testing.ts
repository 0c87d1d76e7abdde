/** What several tests of the generator need: the golden contract, and emitted validators that can be called. */

import { fileURLToPath } from "node:url";
import type { OpenApiDocument } from "../document.ts";
import type { Validate } from "../operation.ts";
import { bundle } from "./bundle.ts";
import { emitValidators } from "./validators.ts";

/** Folder of the golden contract and of the files that are expected of it. */
export const goldenFolder = fileURLToPath(new URL("../__fixtures__/golden/", import.meta.url));

/** The golden contract, a contract of nothing real that uses every feature of OpenAPI that the generator knows. */
export function bundleGolden(): Promise<OpenApiDocument> {
  return bundle("../packages/contracts/src/__fixtures__/golden/openapi.yaml");
}

/** Validators of one operation, as the emitted module exports them. */
export interface OperationValidators {
  readonly parameters: Readonly<Record<string, Validate>>;
  readonly request: Readonly<Record<string, Validate>>;
  readonly responses: Readonly<Record<string, Readonly<Record<string, Validate>>>>;
  readonly events: Readonly<Record<string, Validate>>;
}

/** The emitted module `validators.js`, imported from its text. */
export async function loadValidators(
  document: OpenApiDocument,
): Promise<Readonly<Record<string, OperationValidators>>> {
  const { script } = await emitValidators(document);
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(script)}`);
}

/** A validator that must be there. */
export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The emitted module has no such validator");
  return value;
}
