/** Every command of the README runs as it is pasted; only the ports are others, so that tests do not get in the way. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text.trim());
const tabled = [...readme.matchAll(/^\| `(np[mx] [^`]+)` +\|/gm)].map(([, text = ""]) => text);

let product: ChildProcess;
/** Addresses by the ports that the README names. */
const addresses = new Map<string, string>();

interface Output {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a line of the README in a shell. */
async function paste(line: string): Promise<Output> {
  const child = spawn(line, { shell: true, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      text += bytes.toString();
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, text };
}

beforeAll(async () => {
  product = spawn("npm start -- --port-base 0", {
    shell: true,
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  let output = "";
  for await (const bytes of product.stdout ?? []) {
    output += String(bytes);
    if (output.includes("reloads its mock")) break;
  }
  const printed = [...output.matchAll(/^ {2}\w+ +(http:\S+)$/gm)].map(([, address = ""]) => address);
  const named = [...readme.matchAll(/^\| [^|]+ \| (http:\S+) +\|$/gm)].map(([, address = ""]) => address);
  expect(printed.length).toBe(named.length);
  for (const [index, address] of named.entries()) addresses.set(address, printed[index] ?? "");
}, 300_000);

afterAll(async () => {
  // The shell, npm and the product are one process group.
  if (product.pid !== undefined) process.kill(-product.pid, "SIGINT");
  if (product.exitCode === null) await once(product, "exit");
});

test("npm start brings up every address of the README", async () => {
  expect(blocks).toContain("npm start");
  for (const address of addresses.values()) expect((await fetch(address)).status).toBeLessThan(500);
});

test("npm test is what runs the tests", async () => {
  expect(blocks).toContain("npm test");
  const { code, text } = await paste("npm test -- --list");
  expect([code, text]).toEqual([0, expect.stringContaining("@parley/mock\n")]);
});

describe("curl lines", () => {
  const lines = blocks.filter((block) => block.startsWith("curl "));
  const expectations: readonly RegExp[] = [
    /^\{"success":true,"data":\{"token":"eyJ/,
    /^\{"data":\{"msg":"User message sent for processing","temp_token":"/,
    /^data: \{"type": ?"stream_start"[\s\S]*"type": ?"stream_end"/,
    /^HTTP\/1\.1 401 [\s\S]*\{"message":"/,
    /^data: \{"content"[\s\S]*\ndata: call_again\n[\s\S]*data: close_connection\n\n$/,
  ];

  test.each(lines.map((line, index) => [line, expectations[index] ?? /^$/] as const))("%s", async (line, expected) => {
    const moved = [...addresses].reduce((text, [from, to]) => text.replace(from, to), line);
    expect(await paste(moved)).toEqual({ code: 0, text: expect.stringMatching(expected) });
  });
});

describe("commands of the table", () => {
  test("are there", () => expect(tabled.length).toBeGreaterThan(2));

  test.each(tabled)(
    "%s",
    async (line) => {
      const { code, text } = await paste(line);
      expect(code, text).toBe(0);
    },
    300_000,
  );
});

test("a server that starts out as the README says answers", async () => {
  const block = blocks.find((text) => text.includes("parley stub")) ?? "";
  const folder = mkdtempSync(join(tmpdir(), "parley-readme-"));
  const server = spawn(block.replaceAll("my-server", folder), {
    shell: true,
    cwd: root,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  try {
    const address = await new Promise((resolve) => {
      server.stdout.on("data", (bytes) => {
        const [found] = /http:\S+/.exec(String(bytes)) ?? [];
        if (found) resolve(found);
      });
    });
    const response = await fetch(`${address}/get_inference`, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([400, { message: "body as a whole is missing" }]);
  } finally {
    // The shell, npm and the server are one process group.
    process.kill(-(server.pid ?? 0), "SIGINT");
    await once(server, "exit");
    rmSync(folder, { recursive: true });
  }
});

test("npm install is refused in plain words, because npm understands the manifest as far as that", () => {
  const { engines, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
    engines: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  expect(engines.npm).toContain("run `npm start` or `npm test`");
  expect(readFileSync(`${root}.npmrc`, "utf8")).toContain("engine-strict=true");
  // A protocol that npm does not know would stop it first, with words that help nobody.
  for (const version of Object.values(devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
