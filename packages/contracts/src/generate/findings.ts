/** Says where the contracts are wrong: each fault once, with its file and line and what would be right. */

import { readFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { runRedocly, specFolder } from "./bundle.ts";

/** A fault of a contract, ready to print. */
export interface Finding {
  /** Path in the repository, line and column. */
  readonly place: string;
  readonly rule: string;
  readonly message: string;
}

/** A finding as one line. */
export function describeFinding({ place, rule, message }: Finding): string {
  return `${place}: ${message} (${rule})`;
}

/** Rules whose findings mean that a document is not OpenAPI; the others are about quality. */
export const fatalRules: readonly string[] = ["syntax", "no-unresolved-refs", "struct"];

/** What the linter prints of one contract with `--format json`. */
interface Report {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly message: string;
    readonly location: readonly {
      readonly source: { readonly ref: string };
      readonly start: { readonly line: number; readonly col: number };
    }[];
  }[];
}

/**
 * Lints contracts.
 *
 * @param folder - Folder with `redocly.yaml`; `spec/` by default.
 * @param api - Name of a registered contract; all of them by default.
 * @throws Error when the linter itself does not work.
 */
export async function lint(folder: string = specFolder, api?: string): Promise<Finding[]> {
  const selection = api === undefined ? [] : [api];
  const options = ["--config", "redocly.yaml", "--format", "json", "--max-problems", "1000"];
  const { ok, stdout, stderr } = await runRedocly(["lint", ...selection, ...options], folder);
  // One JSON document for each contract, one behind the other.
  const reports = stdout.split(/(?<=^\})\s*(?=\{)/m).filter((text) => text.trim() !== "");
  const findings = await Promise.all(
    reports.map(async (text) => {
      const { problems } = JSON.parse(text) as Report;
      return causesOnly(await Promise.all(problems.map((problem) => readProblem(problem, folder))));
    }),
  );
  // A file that the linter must read first, and cannot, is told on standard error.
  const unread = ok ? [] : await readFailure(stderr, folder);
  const all = unique([...findings.flat(), ...unread]);
  if (!ok && all.length === 0) throw new Error(`redocly lint: ${stderr.trim()}`);
  return all;
}

async function readProblem(
  { ruleId, message, location: [at] }: Report["problems"][number],
  folder: string,
): Promise<Finding> {
  const file = at?.source.ref ?? "redocly.yaml";
  const { line, col } = at?.start ?? { line: 1, col: 1 };
  const found = { place: placeOf(join(folder, file), folder, `${line}:${col}`), rule: ruleId };
  const syntax = /^Failed to parse: (.*) in ".*" \(\d+:\d+\)$/s.exec(message);
  if (syntax) return { ...found, rule: "syntax", message: `${syntax[1]}.` };
  const [sentence = ""] = message.split("\n", 1);
  if (ruleId !== "no-unresolved-refs") return { ...found, message: sentence };
  const text = (await readFile(join(folder, file), "utf8")).split("\n")[line - 1] ?? "";
  const reference = /\$ref["']?\s*:\s*["']?([^"'\s},]+)/.exec(text)?.[1];
  // A file that does not parse is told in its own place.
  const isConsequence = / in ".*" \(\d+:\d+\)$/.test(sentence);
  return { ...found, message: isConsequence ? "" : `The reference leads nowhere: ${reference ?? sentence}` };
}

/** Without a file that parses and references that lead somewhere, what other rules say is guesswork. */
function causesOnly(findings: readonly Finding[]): readonly Finding[] {
  const causes = findings.filter(({ rule, message }) => /^(syntax|no-unresolved-refs)$/.test(rule) && message !== "");
  return causes.length > 0 ? causes : findings;
}

/** Reads what the linter says where it cannot begin: `redocly.yaml` or a root file does not parse or is not there. */
async function readFailure(stderr: string, folder: string): Promise<Finding[]> {
  const syntax = /^ *- (.+) in "(.+)" \((\d+):(\d+)\)$/m.exec(stderr);
  if (syntax) {
    const [, message = "", file = "", line = "", column = ""] = syntax;
    return [{ place: placeOf(file, folder, `${line}:${column}`), rule: "syntax", message: `${message}.` }];
  }
  const missing = /^(?:\.\/)?(.+) does not exist or is invalid/m.exec(stderr)?.[1];
  if (missing === undefined) return [];
  const root = isAbsolute(missing) ? relative(folder, missing) : missing;
  const config = (await readFile(join(folder, "redocly.yaml"), "utf8")).split("\n");
  const line = config.findIndex((text) => text.includes(root)) + 1;
  const message = `The root file ${root} is not there: make it, or correct its name.`;
  return [{ place: placeOf(join(folder, "redocly.yaml"), folder, `${line}:1`), rule: "root", message }];
}

/** The contracts are a folder of the repository, so a place begins with its name. */
function placeOf(file: string, folder: string, position: string): string {
  return `${relative(dirname(resolve(folder)), resolve(folder, file)) || basename(file)}:${position}`;
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [describeFinding(finding), finding])).values()];
}
