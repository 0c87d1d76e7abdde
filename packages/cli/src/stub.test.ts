/** A stub type-checks, runs, answers 501 in the contract's form, and keeps what was filled in. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildRequest, listCases, loadContract } from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "./program.ts";
import { planStub } from "./stub.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-stub-"));
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

/** Runs a script of a stub as its owner does; gives what it printed. */
async function npmRun(target: string, script: string): Promise<string> {
  const run = promisify(execFile)("npm", ["run", "--silent", script], { cwd: target });
  return run.then(({ stdout }) => stdout).catch((error: { stdout: string }) => error.stdout);
}

describe.each(await listApis())("a stub of %s, outside of the checkout,", (api) => {
  test("type-checks", async () => {
    await parley("stub", api, "--out", join(folder, api));
    expect(await npmRun(join(folder, api), "typecheck")).toBe("");
    const files = await readdir(join(folder, api, "handlers"));
    const tag = files.find((file) => file !== "index.ts") ?? "";
    await appendFile(join(folder, api, "handlers", tag), "export const wrong: number = notImplemented;\n");
    expect(await npmRun(join(folder, api), "typecheck")).toContain("TS2322");
  });

  test("runs, and answers 501 to every documented request", async () => {
    const target = join(folder, `${api}-running`);
    await parley("stub", api, "--out", target);
    const server = spawn("npm", ["start", "--silent"], {
      cwd: target,
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
      detached: true,
    });
    try {
      const [line] = (await once(server.stdout, "data")) as [Buffer];
      const contract = await loadContract(api);
      const { positive, counts } = listCases(contract);
      const answers = new Map<string, number>();
      for (const { operationId, request } of positive) {
        if (answers.has(operationId)) continue;
        const response = await fetch(await buildRequest(contract, String(line).trim(), request));
        answers.set(operationId, response.status);
        expect(await response.json()).toEqual(expect.any(Object));
      }
      expect(answers.size).toBe(counts.operations);
      expect([...answers].filter(([, status]) => status !== 501)).toEqual([]);
    } finally {
      // npm and the server are one process group.
      process.kill(-(server.pid ?? 0), "SIGINT");
      await once(server, "exit");
    }
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

  const hint = `To serve it: cd ${target} && npm start\n`;
  expect(await parley("stub", "chatzy", "--out", target)).toBe(`${path}\n1 operation added.\n${hint}`);
  const again = await readFile(path, "utf8");
  expect(again).toContain("// mine");
  expect(again).toContain("insertNudgeMessage: () => notImplemented(),");
  expect(await readFile(join(target, "main.ts"), "utf8")).toBe("// mine\n");
  expect(await parley("stub", "chatzy", "--out", target)).toBe(`Every operation is there already.\n${hint}`);
});

test("a file that nothing can be added to is named", async () => {
  const { document } = await loadContract("chatzy");
  expect(() => planStub("chatzy", document, { "handlers/inbox.ts": "export const inbox = {};\n" })).toThrow(
    'handlers/inbox.ts has lost its line "} satisfies Partial<Handlers<typeof contract>>;"',
  );
});

describe("wrong use ends with a suggestion", async () => {
  test.each([
    [["stubb"], "unknown command 'stubb'\n(Did you mean stub?)"],
    [["stub", "chatz"], `There are ${(await listApis()).join(", ")}. Did you mean chatzy?`],
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
