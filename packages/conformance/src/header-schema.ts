/** Validators for the schemas of response headers, which are not generated. */

import type { Validate } from "@parley/contracts";
import type { OpenApiDocument, SchemaObject } from "@parley/contracts/document";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const documentId = "contract";
const compilers = new WeakMap<OpenApiDocument, Ajv2020>();
const compiled = new WeakMap<SchemaObject, Validate>();

/** The validator of a schema that stands somewhere in a document; references in it are those of the document. */
export function compileSchema(document: OpenApiDocument, schema: SchemaObject): Validate {
  const known = compiled.get(schema);
  if (known) return known;
  const compiler = compilers.get(document) ?? createCompiler(document);
  compilers.set(document, compiler);
  const validate: Validate = compiler.compile(absolute(schema) as object);
  compiled.set(schema, validate);
  return validate;
}

function createCompiler(document: OpenApiDocument): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, ownProperties: true });
  // The package is CommonJS: its callable default is typed as a namespace under nodenext.
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv.addSchema(document, documentId);
}

/** Points the references of a schema that was taken out of the document back into it. */
function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string" ? `${documentId}${inner}` : absolute(inner),
    ]),
  );
}

/** A text of a header or parameter as the type of its schema: what is no text there is written as in JSON. */
export function readText({ type = "string" }: SchemaObject, text: string): unknown {
  if (type === "array") return text.split(",").map((item) => item.trim());
  if (type === "string" || text === "" || text !== text.trim()) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
