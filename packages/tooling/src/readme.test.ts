/** Every command of the README runs as it is pasted; only the ports are others, so that tests do not get in the way. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "./packages.mjs";
import { type Output, ownEnvironment, paste } from "./testing/shell.ts";

const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text.trim());
const tabled = [...readme.matchAll(/^\| `(np[mx] [^`]+)` +\|/gm)].map(([, text = ""]) => text);
/** The one that comes last, because it looks at what the others leave behind. */
const check = "npm run check";
/** Where the README writes a server, and where this test does: in the checkout, as people will. */
const place = "../my-server";
const stub = join(root, `readme-${process.pid}-server`);

let product: ChildProcess;
/** Addresses by the ports that the README names. */
const addresses = new Map<string, string>();

let before: Output;

beforeAll(async () => {
  before = await paste("git status --porcelain", root);
  product = spawn("npm start -- --port-base 0", {
    shell: true,
    cwd: root,
    env: ownEnvironment(),
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
});

afterAll(async () => {
  // The shell, npm and the product are one process group.
  if (product.pid !== undefined) process.kill(-product.pid, "SIGINT");
  if (product.exitCode === null) await once(product, "exit");
  rmSync(stub, { recursive: true, force: true });
});

test("npm start brings up every address of the README", async () => {
  expect(blocks).toContain("npm start");
  for (const address of addresses.values()) expect((await fetch(address)).status).toBeLessThan(500);
});

test("npm test is what runs the tests", async () => {
  expect(blocks).toContain("npm test");
  const { code, text } = await paste("npm test -- --list", root);
  expect([code, text]).toEqual([0, expect.stringContaining("@parley/mock\n")]);
});

describe("curl lines", () => {
  const lines = blocks.filter((block) => block.startsWith("curl "));
  const expectations: readonly RegExp[] = [
    /^\{"success":true,"data":\{"token":"eyJ/,
    /^data: \{"type":"stream_start"[\s\S]*"name":"order_status"[\s\S]*"type":"stream_end"/,
    /^\{"success":true,"data":\{"token":"eyJ/,
    /^\{"data":\{"msg":"User message sent for processing","temp_token":"/,
    /^data: \{"type": ?"stream_start"[\s\S]*"type": ?"stream_end"/,
    /^HTTP\/1\.1 401 [\s\S]*\{"message":"/,
    /^data: \{"content"[\s\S]*\ndata: call_again\n[\s\S]*data: close_connection\n\n$/,
  ];

  test.each(lines.map((line, index) => [line, expectations[index] ?? /^$/] as const))("%s", async (line, expected) => {
    // At once and whole, because a free port may begin like one of the README.
    const moved = line.replaceAll(/http:\/\/[\d.]+:\d+/g, (address) => addresses.get(address) ?? address);
    expect(await paste(moved, root)).toEqual({ code: 0, text: expect.stringMatching(expected) });
  });
});

describe("commands of the table", () => {
  test("are there", () => expect(tabled).toContain(check));

  test.each(tabled.filter((line) => line !== check))("%s", async (line) => {
    const { code, text } = await paste(line, root);
    expect(code, text).toBe(0);
  });
});

test("a server that starts out as the README says answers", async () => {
  const block = blocks.find((text) => text.includes("parley stub")) ?? "";
  expect(block).toContain(place);
  const server = spawn(block.replaceAll(place, basename(stub)), {
    shell: true,
    cwd: root,
    env: { ...ownEnvironment(), PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  try {
    const address = await new Promise((resolve, reject) => {
      let output = "";
      server.stdout.on("data", (bytes) => {
        output += String(bytes);
        const [found] = /http:\S+/.exec(output) ?? [];
        if (found) resolve(found);
      });
      server.once("close", () => reject(new Error(`It ended before it listened.\n${output}`)));
    });
    const response = await fetch(`${address}/get_inference`, { method: "POST" });
    expect([response.status, await response.json()]).toEqual([400, { message: "body as a whole is missing" }]);
  } finally {
    // The shell, npm and the server are one process group.
    process.kill(-(server.pid ?? 0), "SIGINT");
    if (server.exitCode === null) await once(server, "exit");
  }
});

test("after all of them the checks pass, and git sees nothing that they wrote", async () => {
  const { code, text } = await paste(check, root);
  expect(code, text).toBe(0);
  expect(await paste("git status --porcelain", root)).toEqual(before);
}, 600_000);
