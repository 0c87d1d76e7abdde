/** Compiles JSON Schemas of a contract where they stand, in many files, each addressed by its file URL. */

import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { isNode, type Location } from "./redocly.ts";

/** Gives validators for schemas by their location; files are read once. */
export class SchemaFiles {
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  readonly #files = new Set<string>();

  constructor() {
    // The package is CommonJS: its callable default is typed as a namespace under nodenext.
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv);
  }

  /**
   * The validator of the schema at a location.
   *
   * @throws Error when a file cannot be read or a reference in it leads nowhere.
   */
  validator({ source, pointer }: Location): ValidateFunction {
    const file = pathToFileURL(source.absoluteRef).href;
    this.#add(file);
    const id = file + encodeURI(pointer);
    const validate = this.#ajv.getSchema(id);
    if (!validate) throw new Error(`No schema at ${id}`);
    return validate;
  }

  #add(file: string): void {
    if (this.#files.has(file)) return;
    this.#files.add(file);
    const document: unknown = parse(readFileSync(fileURLToPath(file), "utf8"));
    this.#ajv.addSchema(isNode(document) ? document : {}, file);
    for (const reference of references(document)) {
      const path = reference.split("#", 1)[0];
      if (path) this.#add(new URL(path, file).href);
    }
  }
}

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isNode(value)) return [];
  const own = typeof value.$ref === "string" ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(references)];
}
