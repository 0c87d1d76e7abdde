/** The examples in the docstrings type-check. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript-emit";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
/** A file that is nowhere but in this test. */
const program = `${folder}docstring-examples.ts`;

/** What the examples speak of. */
const surroundings = `
declare const xyz: Xyz, id: string, event: Extract<TaskEvent, { type: "tool_call" }>;
declare const appId: string, appSecret: string, session: { readonly userId: string };
declare function userOf(request: Request): Promise<string | undefined>;
`;

/** The code of the examples in a source text. */
function examplesOf(text: string): string[] {
  return [...text.matchAll(/^ \* @example\n((?: \*.*\n)+?) \*\//gm)].map(([, lines = ""]) =>
    lines.replace(/^ \* ?/gm, "").replace(/^export /gm, ""),
  );
}

/** What an entry gives of the other files: `type A, b` from `./c.ts`. */
async function readEntry(name: string): Promise<{ readonly list: string; readonly from: string }[]> {
  const text = await readFile(`${folder}${name}`, "utf8");
  const exports = text.matchAll(/^export (?!type)\{([^}]*)\} from "(\.\/[^"]+)"/gm);
  return [...exports].map(([, list = "", from = ""]) => ({ list, from }));
}

test("of every function, as users import them", async () => {
  const entries = (await Promise.all(["index.ts", "server.ts"].map(readEntry))).flat();
  const texts = await Promise.all(entries.map(({ from }) => readFile(`${folder}${from}`, "utf8")));
  const examples = texts.flatMap(examplesOf);
  expect(examples.length).toBeGreaterThan(15);

  const imports = entries.map(({ list, from }) => `import { ${list} } from "${from}";`);
  const bodies = examples.map((code, index) => `export async function example${index}(): Promise<void> {\n${code}}\n`);
  const source = [...imports, surroundings, ...bodies].join("\n");

  const { config } = ts.readConfigFile(`${folder}../tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${folder}..`);
  const host = ts.createCompilerHost(options);
  const { readFile: read, fileExists } = host;
  host.readFile = (path) => (path === program ? source : read(path));
  host.fileExists = (path) => path === program || fileExists(path);
  const checked = ts.createProgram([program], options, host);
  const file = checked.getSourceFile(program);
  const problems = [...checked.getSyntacticDiagnostics(file), ...checked.getSemanticDiagnostics(file)];
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
});
