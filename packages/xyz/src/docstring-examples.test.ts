/** The examples in the docstrings type-check. */

import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
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

test("of every function, as users import them", async () => {
  const names = (await readdir(folder)).filter((name) => /^[\w-]+\.ts$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(`${folder}${name}`, "utf8")));
  const examples = texts.flatMap(examplesOf);
  expect(examples.length).toBeGreaterThan(15);

  const imports = ["index", "server"].map((name) => {
    const exports = /^export (?!type)\{([^}]*)\} from "\.\//gm;
    const text = texts[names.indexOf(`${name}.ts`)] ?? "";
    const list = [...text.matchAll(exports)].flatMap(([, some = ""]) => some.split(",")).filter((item) => item.trim());
    return `import { ${list.join()} } from "./${name}.ts";`;
  });
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
