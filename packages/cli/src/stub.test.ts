/** A stub type-checks, runs, answers 501 in the contract's form, and keeps what was filled in. */

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildRequest, listCases, loadContract } from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "./program.ts";
import { planStub } from "./stub.ts";

// Inside the package, so that the imports of a stub resolve.
const generated = fileURLToPath(new URL("../generated/", import.meta.url));
let folder = "";

beforeAll(async () => {
  await mkdir(generated, { recursive: true });
  folder = await mkdtemp(join(generated, "stub-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function parley(...parameters: string[]): Promise<string> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const program = await createProgram({ out: write, error: write });
  await program.parseAsync(["node", "parley", ...parameters]);
  return output;
}

async function typeCheck(target: string): Promise<string> {
  const compilerOptions = { lib: ["esnext", "dom", "dom.iterable"] };
  const config = { extends: "@parley/tooling/tsconfig.json", compilerOptions, include: ["."] };
  await writeFile(join(target, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", target]);
  return run.then(({ stdout }) => stdout).catch((error: { stdout: string }) => error.stdout);
}

describe.each(await listApis())("a stub of %s", (api) => {
  test("type-checks and answers 501 to every documented request", async () => {
    const target = join(folder, api);
    await parley("stub", api, "--out", target);
    expect(await typeCheck(target)).toBe("");

    const { fetch } = (await import(join(target, "main.ts"))) as { fetch: (request: Request) => Promise<Response> }; // as written
    const contract = await loadContract(api);
    const { positive, counts } = listCases(contract);
    const answers = new Map<string, number>();
    for (const { operationId, request } of positive) {
      if (answers.has(operationId)) continue;
      const response = await fetch(await buildRequest(contract, "http://stub.example", request));
      answers.set(operationId, response.status);
      expect(await response.json()).toEqual(expect.any(Object));
    }
    expect(answers.size).toBe(counts.operations);
    expect([...answers].filter(([, status]) => status !== 501)).toEqual([]);
  });
});

test("a second run adds what is new and touches nothing else", async () => {
  const target = join(folder, "again");
  await parley("stub", "chatzy", "--out", target);
  const path = join(target, "handlers/conversations.ts");
  const text = await readFile(path, "utf8");
  const filledIn = text
    .replace("startConversation: () => notImplemented(),", "startConversation: () => notImplemented(), // mine")
    .replace(/\n {2}\/\*\*[^\n]*\*\/\n {2}insertNudgeMessage[^\n]*\n/, "");
  await writeFile(path, filledIn);
  await writeFile(join(target, "main.ts"), "// mine\n");

  expect(await parley("stub", "chatzy", "--out", target)).toBe(`${path}\n1 operations added.\n`);
  const again = await readFile(path, "utf8");
  expect(again).toContain("// mine");
  expect(again).toContain("insertNudgeMessage: () => notImplemented(),");
  expect(await readFile(join(target, "main.ts"), "utf8")).toBe("// mine\n");
  expect(await parley("stub", "chatzy", "--out", target)).toBe("Every operation is there already.\n");
});

test("a file that nothing can be added to is named", async () => {
  const { document } = await loadContract("chatzy");
  expect(() => planStub("chatzy", document, { "handlers/inbox.ts": "export const inbox = {};\n" })).toThrow(
    'handlers/inbox.ts has lost its line "} satisfies Partial<Handlers<typeof contract>>;"',
  );
});

describe("wrong use ends with a suggestion", () => {
  test.each([
    [["stubb"], "unknown command 'stubb'\n(Did you mean stub?)"],
    [["stub", "chatz"], "There are chatzy, xyz, smarttalk. Did you mean chatzy?"],
    [["stub", "chatzy", "--uot", "x"], "unknown option '--uot'\n(Did you mean --out?)"],
    [["stub"], "missing required argument 'api'"],
  ])("%j", async (parameters, text) => {
    let output = "";
    const program = await createProgram({
      out: () => {},
      error: (line) => {
        output += line;
      },
    });
    await expect(program.parseAsync(["node", "parley", ...parameters])).rejects.toMatchObject({ exitCode: 1 });
    expect(output).toContain(text);
  });
});

test.each([[["--help"]], [["stub", "--help"]]])("%j has examples", async (parameters) => {
  let output = "";
  const program = await createProgram({
    out: (text) => {
      output += text;
    },
    error: () => {},
  });
  await expect(program.parseAsync(["node", "parley", ...parameters])).rejects.toMatchObject({ exitCode: 0 });
  expect(output).toContain("Examples:");
});
