/** A stub type-checks, runs wherever it is put, answers 501 in the contract's form, and keeps what was filled in. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { buildRequest, listCases, loadContract } from "@parley/conformance";
import { listApis } from "@parley/contracts/bundle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "../program.ts";
import { linkDependencies } from "./link.ts";

const run = promisify(execFile);
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-stub-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command; what it would install is linked, because tests need no registry. */
async function parley(...parameters: string[]): Promise<string> {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const program = await createProgram(
    { out: write, error: write },
    { buildServer: async () => {}, install: (target) => linkDependencies(target).then(() => "installed") },
  );
  await program.parseAsync(["node", "parley", ...parameters]);
  return output;
}

/** Runs a script of a stub as its owner does; gives what it printed. */
async function npmRun(target: string, script: string): Promise<string> {
  const done = run("npm", ["run", "--silent", script], { cwd: target });
  return done.then(({ stdout }) => stdout).catch((error: { stdout: string }) => error.stdout);
}

/** Serves a stub while something is done; gives what the server printed as errors. */
async function serve(target: string, port: string, use: (address: string) => Promise<void>): Promise<string> {
  let errors = "";
  const environment = { ...process.env, PORT: port };
  const server = spawn("npm", ["start", "--silent"], { cwd: target, env: environment, detached: true });
  server.stderr.on("data", (text) => {
    errors += text;
  });
  const exit = once(server, "exit");
  try {
    const [line] = (await Promise.race([once(server.stdout, "data"), exit.then(() => [""])])) as [Buffer | string];
    await use(String(line).trim());
  } finally {
    // npm and the server are one process group.
    if (server.exitCode === null) process.kill(-(server.pid ?? 0), "SIGINT");
    await exit;
  }
  return errors;
}

describe.each(await listApis())("a stub of %s, outside of the checkout,", (api) => {
  test("type-checks, runs, and answers 501 to every documented request", async () => {
    const target = join(folder, api);
    await parley("stub", api, "--out", target);
    expect(await npmRun(target, "typecheck")).toBe("");
    const contract = await loadContract(api);
    const { positive, counts } = listCases(contract);
    const answers = new Map<string, number>();
    const errors = await serve(target, "0", async (address) => {
      for (const { operationId, request } of positive) {
        if (answers.has(operationId)) continue;
        const response = await fetch(await buildRequest(contract, address, request));
        answers.set(operationId, response.status);
        expect(await response.json()).toEqual(expect.any(Object));
      }
    });
    expect(answers.size).toBe(counts.operations);
    expect([...answers].filter(([, status]) => status !== 501)).toEqual([]);
    expect(errors).toBe("");
    const [tag = ""] = await readdir(join(target, "handlers"));
    await appendFile(join(target, "handlers", tag), "\nexport const wrong: number = {};\n");
    expect(await npmRun(target, "typecheck")).toContain("TS2322");
  });
});

const document = {
  openapi: "3.0.3",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets/{id}.json": {
      get: {
        operationId: "pets/get",
        tags: ["index"],
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer", format: "int64" } }],
        responses: {
          200: { description: "ok", content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
          default: {
            description: "no",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
          },
        },
      },
    },
    "/pets": {
      get: { tags: ["日本語 / */"], responses: { 200: { description: "ok", content: { "text/event-stream": {} } } } },
      delete: { operationId: "delete", tags: ["123"], security: [{ oidc: [] }, { app: ["read"] }], responses: {} },
    },
  },
  components: {
    securitySchemes: {
      oidc: { type: "openIdConnect", openIdConnectUrl: "https://a.test" },
      app: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "https://a.test/t", scopes: { read: "Read" } } } },
    },
    schemas: {
      Pet: { type: "object", required: ["name"], properties: { name: { type: "string", nullable: true } } },
      Error: {
        type: "object",
        required: ["code", "message"],
        properties: { code: { type: "integer" }, message: { type: "string" } },
      },
    },
  },
};

describe("a stub of a document that is none of ours", () => {
  test("type-checks and answers; a port in use is one line", async () => {
    const file = join(folder, "pets.json");
    const target = join(folder, "pets-server");
    await writeFile(file, JSON.stringify(document));
    await parley("stub", file, "--out", target);
    expect(await readdir(join(target, "handlers"))).toEqual(["123.ts", "index-tag.ts", "index.ts", "日本語.ts"]);
    expect(await npmRun(target, "typecheck")).toBe("");
    await serve(target, "0", async (address) => {
      const response = await fetch(`${address}/pets/7.json`);
      expect([response.status, await response.json()]).toEqual([
        501,
        { code: 501, message: "This operation is not implemented" },
      ]);
      expect((await fetch(`${address}/pets`, { method: "DELETE" })).status).toBe(401);
      const { port } = new URL(address);
      expect(await serve(target, port, async () => {})).toBe(`Port ${port} is in use; set PORT to another one.\n`);
    });
  });

  test("in Swagger 2.0 and in YAML is taken too", async () => {
    const file = join(folder, "old.yaml");
    await writeFile(
      file,
      'swagger: "2.0"\ninfo: { title: Old, version: "1" }\nbasePath: /v1\npaths:\n  /a:\n    get: { responses: { "200": { description: ok, schema: { type: string } } } }\n',
    );
    const target = join(folder, "old-server");
    expect(await parley("stub", file, "--out", target)).toContain("1 operation added.");
    expect(await npmRun(target, "typecheck")).toBe("");
  });

  test("that is missing or broken is said", async () => {
    const file = join(folder, "broken.yaml");
    await writeFile(file, "openapi: [");
    await expect(parley("stub", file)).rejects.toThrow(/broken\.yaml/);
    await expect(parley("stub", "missing.yaml")).rejects.toMatchObject({ exitCode: 1 });
  });
});

test("a stub survives an installation by npm, and being moved", async () => {
  const target = join(folder, "installed");
  await parley("stub", "chatzy", "--out", target, "--no-install");
  const path = join(target, "package.json");
  const { node, ...dependencies } = JSON.parse(await readFile(path, "utf8")).dependencies;
  expect([node, dependencies]).toEqual([process.versions.node, { "@parley/server": "file:vendor/parley-server" }]);
  // Without what is in the registry, which tests do not ask.
  await writeFile(path, JSON.stringify({ type: "module", dependencies }));
  const other = join(folder, "something");
  await mkdir(other);
  await writeFile(join(other, "package.json"), '{ "name": "something", "version": "1.0.0" }');
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", other], { cwd: target });
  const moved = join(folder, "moved", "deep");
  await mkdir(dirname(moved));
  await rename(target, moved);
  const script =
    'const { fetch } = await import("./main.ts"); const { status } = await fetch(new Request("http://a/")); console.log(status);';
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: moved });
  expect(stdout).toBe("404\n");
});

test.each([
  ["linked", "npm install reached no registry; the packages of the checkout are linked in until it does.", ""],
  ["failed", "npm install did not work; run it there before npm start.", "npm install && "],
] as const)("an installation that is %s is said", async (outcome, line, needed) => {
  let output = "";
  const write = (text: string) => {
    output += text;
  };
  const tools = { buildServer: async () => {}, install: async () => outcome };
  const target = join(folder, outcome);
  const program = await createProgram({ out: write, error: write }, tools);
  await program.parseAsync(["node", "parley", "stub", "chatzy", "--out", target]);
  expect(output).toContain(`\n${line}\nTo serve it: cd ${target} && ${needed}npm start\n`);
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

test("a folder of another contract, or of something else, is refused", async () => {
  const target = join(folder, "taken");
  await parley("stub", "chatzy", "--out", target);
  const before = await readdir(target, { recursive: true });
  await expect(parley("stub", "xyz", "--out", target)).rejects.toThrow(
    'The folder holds a server of "Chatzy AI", and not of "XYZ AI"; name another one with --out',
  );
  expect(await readdir(target, { recursive: true })).toEqual(before);
  const project = join(folder, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), "{}");
  await expect(parley("stub", "xyz", "--out", project)).rejects.toThrow("The folder holds another project");
});

const noTools = { buildServer: async () => {}, install: async () => "installed" as const };

describe("wrong use ends with a suggestion", async () => {
  test.each([
    [["stubb"], "unknown command 'stubb'\n(Did you mean stub?)"],
    [["stub", "chatz"], `There are ${(await listApis()).join(", ")}. Did you mean chatzy?`],
    [["stub", "chatzy", "--uot", "x"], "unknown option '--uot'\n(Did you mean --out?)"],
    [["stub"], "missing required argument 'api'"],
  ])("%j", async (parameters, text) => {
    let output = "";
    const program = await createProgram(
      {
        out: () => {},
        error: (line) => {
          output += line;
        },
      },
      noTools,
    );
    await expect(program.parseAsync(["node", "parley", ...parameters])).rejects.toMatchObject({ exitCode: 1 });
    expect(output).toContain(text);
  });
});

test.each([[["--help"]], [["stub", "--help"]]])("%j has examples", async (parameters) => {
  let output = "";
  const program = await createProgram(
    {
      out: (text) => {
        output += text;
      },
      error: () => {},
    },
    noTools,
  );
  await expect(program.parseAsync(["node", "parley", ...parameters])).rejects.toMatchObject({ exitCode: 0 });
  expect(output).toContain("Examples:");
});
