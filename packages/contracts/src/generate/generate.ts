/** Generates a folder for each registered contract. */

import { existsSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { countProvenance, listOperations } from "../document.ts";
import { bundle, listApis } from "./bundle.ts";
import { emit } from "./emit.ts";
import { describeFinding, fatalRules, lint } from "./findings.ts";

/** Where the contracts are, and where the folders go. */
export interface GenerateOptions {
  /** Folder with `redocly.yaml` and the folders of the contracts. */
  readonly folder: string;
  /** Is emptied first. */
  readonly target: string;
}

/** What became of one contract: lines for the terminal. */
export interface Generated {
  readonly api: string;
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Generates what can be generated; a contract that cannot says where it is wrong. */
export async function generate({ folder, target }: GenerateOptions): Promise<Generated[]> {
  await rm(target, { recursive: true, force: true });
  const apis = await listApis(folder).catch(() => undefined);
  if (!apis) return [{ api: "redocly.yaml", ok: false, lines: (await lint(folder)).map(describeFinding) }];
  return Promise.all(
    apis.map(async (api) => {
      try {
        return { api, ok: true, lines: [await generateApi(api, folder, join(target, api))] };
      } catch (error) {
        return { api, ok: false, lines: await explain(api, folder, error as Error) };
      }
    }),
  );
}

async function generateApi(api: string, folder: string, target: string): Promise<string> {
  const document = await bundle(api, folder);
  // What is generated is named after them.
  const ids = listOperations(document).flatMap(({ operation }) => operation.operationId ?? []);
  if (new Set(ids).size < listOperations(document).length) throw new Error("Every operation needs an id of its own");
  const files = await emit(document);
  await mkdir(target, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(target, name), text)));
  const examples = join(folder, api, "examples");
  if (existsSync(examples)) await cp(examples, join(target, "examples"), { recursive: true });
  const levels = Object.entries(countProvenance(document)).map(([level, count]) => `${count} ${level}`);
  return `${api}: ${listOperations(document).length} operations (${levels.join(", ")})`;
}

/** What the linter finds, if it finds anything; what keeps a document from being OpenAPI comes before everything else. */
async function explain(api: string, folder: string, error: Error): Promise<string[]> {
  const findings = await lint(folder, api);
  const fatal = findings.filter(({ rule }) => fatalRules.includes(rule));
  const shown = fatal.length > 0 ? fatal : findings;
  return shown.length > 0 ? shown.map(describeFinding) : [`${api}: ${error.stack ?? error.message}`];
}
