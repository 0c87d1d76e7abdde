/** The command line: help, wrong use, what is printed, requests as lines, state that stays. */

import { exec, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { platforms } from "@parley/sandbox";
import { expect, test } from "vitest";
import { options, usage } from "./usage.mjs";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const conditions = "--conditions=@parley/source";

function runMain(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [conditions, main, ...parameters], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

/** Runs the sandbox on a free port while something is done; gives what it printed. */
async function whileRunning(parameters: readonly string[], use: (url: string) => Promise<void>): Promise<string> {
  const child = spawn(process.execPath, [conditions, main, "--port", "0", ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on("data", (bytes) => {
        output += String(bytes);
        const [, address] = /sandbox: (http:\S+)\n.*Credentials.*\n\n$/s.exec(output) ?? [];
        if (address) resolve(address);
      });
      child.once("exit", () => reject(new Error(`It ended before it listened.\n${output}`)));
    });
    await use(url);
  } finally {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  }
  expect(child.exitCode).toBe(0);
  return output;
}

test("--help names every option", async () => {
  const { code, stdout } = await runMain("--help");
  expect([code, stdout]).toEqual([0, `${usage}\n`]);
  for (const option of Object.keys(options)) expect(stdout).toContain(`--${option}`);
});

test.each([
  [["--bogus"], "sandbox: Unknown option '--bogus'. See npm run sandbox -- --help.\n"],
  [["--port", "x"], 'sandbox: --port must be a whole number from 0 to 65535; got "x".\n'],
  [["--seed", "x"], 'sandbox: --seed must be one of empty, demo, returning-visitor, long-history; got "x".\n'],
  [["--preset", "x"], 'sandbox: --preset must be one of instant, fast, typical, slow-3g, reasoning; got "x".\n'],
  [["--only", "x"], expect.stringMatching(/^sandbox: --only must be one of .*; got "x"\.\n$/)],
  [["--agent", "x"], 'sandbox: --agent must be one of scripted, openai-compatible; got "x".\n'],
  [
    ["--agent", "openai-compatible"],
    "sandbox: --agent openai-compatible needs PARLEY_AGENT_BASE_URL and PARLEY_AGENT_MODEL.\n",
  ],
  [["--world", "/nowhere.json"], expect.stringMatching(/^sandbox: --world \/nowhere\.json cannot be read: .*\n$/)],
])("%j gets one clear line", async (parameters, line) => {
  expect(await runMain(...parameters)).toEqual({ code: 1, stdout: "", stderr: line });
});

test("the printed commands work when they are pasted, and each request is a line without secrets", async () => {
  const answers: string[] = [];
  const output = await whileRunning(["--preset", "instant"], async (url) => {
    for (const { name, welcome } of platforms) {
      const { curl = "" } = welcome?.(`${url}/${name}`) ?? {};
      const { stdout } = await promisify(exec)(`${curl} --silent --show-error --fail`);
      answers.push(stdout);
    }
    await (await fetch(`${url}/${platforms[0]?.name}/nowhere?token=hush`)).text();
  });
  expect(answers.map((text) => text.length > 0)).toEqual(platforms.map(() => true));
  for (const { name } of platforms)
    expect(output).toMatch(new RegExp(`sandbox: (GET|POST) /${name}/\\S+ 200 \\d+ ms\\n`));
  expect(output).toMatch(
    /sandbox: GET \/\w+\/nowhere\?token=\*\*\* 404 \d+ ms, Not found; no operation has this path\n/,
  );
  expect(output).not.toContain("hush");
});

test("--quiet prints no request", async () => {
  const output = await whileRunning(["--quiet"], async (url) => {
    expect(await (await fetch(`${url}/_parley/health`)).json()).toEqual({ status: "ok" });
  });
  expect(output).not.toContain("GET");
});

test("--data keeps what was done", async () => {
  const folder = await mkdtemp(join(tmpdir(), "parley-sandbox-"));
  try {
    const parameters = ["--quiet", "--data", join(folder, "data")];
    await whileRunning(parameters, async (url) => {
      await (await fetch(`${url}/_parley/health`)).text();
    });
    await whileRunning(parameters, async (url) => {
      await (await fetch(`${url}/_parley/health`)).text();
    });
    await writeFile(join(folder, "data/worlds.sqlite"), "no database");
    const { code, stderr } = await runMain("--port", "0", ...parameters);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^sandbox: --data \S+ cannot be used: file is not a database\n$/),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
