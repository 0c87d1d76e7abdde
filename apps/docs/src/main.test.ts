import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "./site.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

beforeAll(async () => {
  if (!existsSync(dist)) await buildSite(dist);
});

async function run(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [main, ...parameters])) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string }; // as execFile rejects
  }
}

function start(): ChildProcess {
  return fork(main, ["--port-base", "0"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

test("--help names the options", async () => {
  const { code, stdout } = await run("--help");
  expect({ code, options: stdout.match(/^ +--[\w-]+/gm) }).toEqual({
    code: 0,
    options: ["  --port-base", "  --spec", "  --site", "  --help"],
  });
});

describe("a wrong command ends with one line", () => {
  test.each([
    ["--bogus", "docs: Unknown option '--bogus'. See npm run docs -- --help.\n"],
    ["chatzy", "docs: Unexpected argument 'chatzy'. See npm run docs -- --help.\n"],
    ["--port-base=4k", 'docs: --port-base must be a whole number from 0 to 65000; got "4k".\n'],
    ["--port-base=", 'docs: --port-base must be a whole number from 0 to 65000; got "".\n'],
    ["--port-base=70000", 'docs: --port-base must be a whole number from 0 to 65000; got "70000".\n'],
  ])("%s", async (parameter, line) => {
    const { code, stdout, stderr } = await run(parameter);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: line });
  });

  test("a taken port is named, and the option that changes it", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as AddressInfo; // a listening TCP server has one
    const { code, stderr } = await run("--port-base", String(port));
    holder.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `docs: Port ${port} (reference) is taken; choose other ports with --port-base <number>.\n`,
    });
  });
});

describe("a running server", () => {
  test("tells its supervisor where it listens", async () => {
    const child = start();
    const [message] = (await once(child, "message")) as [{ ready: { reference: number } }]; // what main.ts sends
    const response = await fetch(`http://127.0.0.1:${message.ready.reference}/`);
    child.kill();
    expect(response.status).toBe(200);
  });

  // Windows has no signals: it ends the process at once by itself.
  test.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM"] as const)("ends on %s", async (signal) => {
    const child = start();
    const [message] = (await once(child, "message")) as [{ ready: { reference: number } }]; // as above
    // An open connection must not keep it.
    await (await fetch(`http://127.0.0.1:${message.ready.reference}/`)).text();
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
