/** Emits stand-alone validators (JSON Schema 2020-12) for everything that an operation takes and gives. */

import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { build } from "esbuild";
import { type LocatedOperation, listOperations, type OpenApiDocument, type ParameterObject } from "../document.ts";
import { findStream } from "./operations.ts";

const documentId = "contract";

/** Emitted module and its declaration. */
export interface EmittedValidators {
  readonly script: string;
  readonly declaration: string;
}

type Tree = { readonly [name: string]: string | Tree };

/** A name in the emitted module for each schema; equal schemas share one. */
class Registry {
  readonly schemas = new Map<string, object>();
  readonly #names = new Map<string, string>();

  add(schema: object): string {
    const key = JSON.stringify(schema);
    const name = this.#names.get(key) ?? `check${this.#names.size}`;
    this.#names.set(key, name);
    this.schemas.set(name, schema);
    return name;
  }
}

function parameterSet(parameters: readonly ParameterObject[], place: ParameterObject["in"]): object | undefined {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return undefined;
  // Field names of HTTP are case-insensitive and arrive in lower case.
  const nameOf = ({ name }: ParameterObject) => (place === "header" ? name.toLowerCase() : name);
  return {
    type: "object",
    properties: Object.fromEntries(here.map((parameter) => [nameOf(parameter), absolute(parameter.schema ?? {})])),
    required: here.filter(({ required }) => required).map(nameOf),
  };
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

function describe(located: LocatedOperation, registry: Registry): Tree {
  const { requestBody, responses } = located;
  const parameters = (["path", "query", "header", "cookie"] as const).flatMap((place) => {
    const schema = parameterSet(located.parameters, place);
    return schema ? [[place, registry.add(schema)] as const] : [];
  });
  const request = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema = {} }]) => [type, registry.add(absolute(schema) as object)] as const,
  );
  const answers = Object.entries(responses).map(([status, { content = {} }]) => {
    const bodies = Object.entries(content).map(
      ([type, { schema = {} }]) => [type, registry.add(absolute(schema) as object)] as const,
    );
    return [status, Object.fromEntries(bodies)] as const;
  });
  const events = Object.entries(findStream(located)?.stream.events ?? {}).flatMap(([name, { schema }]) =>
    schema ? [[name, registry.add(absolute(schema) as object)] as const] : [],
  );
  return {
    parameters: Object.fromEntries(parameters),
    request: Object.fromEntries(request),
    responses: Object.fromEntries(answers),
    events: Object.fromEntries(events),
  };
}

function print(tree: Tree | string): string {
  if (typeof tree === "string") return tree;
  const members = Object.entries(tree).map(([key, value]) => `${JSON.stringify(key)}: ${print(value)}`);
  return `{ ${members.join(", ")} }`;
}

function declare(tree: Tree | string): string {
  if (typeof tree === "string") return "Validate";
  const members = Object.entries(tree).map(([key, value]) => `readonly ${JSON.stringify(key)}: ${declare(value)}`);
  return `{ ${members.join("; ")} }`;
}

/** Text of `validators.js`, which imports nothing and evaluates no code, and of its declaration. */
export async function emitValidators(document: OpenApiDocument): Promise<EmittedValidators> {
  const registry = new Registry();
  const trees = listOperations(document).map(
    (located) => [located.operation.operationId, describe(located, registry)] as const,
  );

  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    // A property named "constructor" is not there in every object.
    ownProperties: true,
    code: { source: true, esm: true, lines: true },
  });
  // The package is CommonJS: its callable default is typed as a namespace under nodenext.
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(document, documentId);
  const exports: Record<string, string> = {};
  for (const [name, schema] of registry.schemas) {
    ajv.addSchema({ $id: name, ...schema });
    exports[name] = name;
  }
  const compiled = (standalone as unknown as (ajv: Ajv2020, exports: Record<string, string>) => string)(ajv, exports);
  const tables = trees.map(([id, tree]) => `export const ${id} = ${print(tree)};`);
  const source = `${compiled.replace(/^export const (check\d+) = /gm, "const $1 = ")}\n${tables.join("\n")}\n`;

  const bundled = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: "js" },
    // Paths in comments do not depend on where the generator is started.
    absWorkingDir: import.meta.dirname,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
  });
  // Texts by which the compiler names its runtime functions; nothing reads them here.
  const script = bundled.outputFiles[0]?.text.replace(/^.*\.code = 'require\(.*;\n/gm, "") ?? "";
  const declarations = trees.map(
    ([id, tree]) => `/** Validators of \`${id}\`. */\nexport declare const ${id}: ${declare(tree)};\n`,
  );
  return {
    script: `// Generated from the contract; do not edit.\n${script}`,
    declaration: `// Generated from the contract; do not edit.\n\nimport type { Validate } from "@parley/contracts";\n\n${declarations.join("\n")}`,
  };
}
