/** The product as a whole: the pages name the mocks, requests are lines, and nobody has to read them. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("start.ts", import.meta.url));

/** The next line; a product that ends has no more of them. */
async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { done, value } = await lines.next();
  if (done) throw new Error("The product ended.");
  return value;
}

/** Starts the product on free ports; resolves with its lines and its addresses by their names, the pages first. */
async function start() {
  const child = spawn(process.execPath, [script, "--port-base", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const addresses = new Map<string, string>();
  for (let line = ""; !line.includes("reloads its mock"); line = await nextLine(lines)) {
    const [, name, address] = /^ {2}(\w+) +(http:\S+)$/.exec(line) ?? [];
    if (name !== undefined && address !== undefined) addresses.set(name, address);
  }
  return { child, lines, addresses };
}

test("servers end when the process that started them is gone", async () => {
  const { child, addresses } = await start();
  child.kill("SIGKILL");
  await once(child, "exit");
  for (const address of addresses.values()) {
    let isUp = true;
    while (isUp)
      isUp = await fetch(address).then(
        async (response) => (await response.text()) !== "",
        () => false,
      );
  }
});

test("pages name the mocks at free ports, each request is a line, and the servers outlive who reads the lines", async () => {
  const { child, lines, addresses } = await start();
  try {
    const [reference = "", sandbox = "", ...mocks] = addresses.values();
    const page = await (await fetch(reference)).text();
    for (const mock of mocks) expect(page).toContain(`href="${mock}/"`);

    expect(await (await fetch(`${sandbox}/_parley/health`)).json()).toEqual({ status: "ok" });
    const [mock = ""] = mocks;
    const [api] = [...addresses.keys()].slice(2);
    await (await fetch(`${mock}/nowhere?token=hush`)).text();
    let line = "";
    while (!line.includes("/nowhere")) line = await nextLine(lines);
    expect(line).toMatch(new RegExp(`^${api}: GET /nowhere\\?token=\\*\\*\\* 404, `));

    child.stdout.destroy();
    for (let count = 0; count < 5; count += 1) expect((await fetch(`${mock}/`)).status).toBe(200);
    expect((await fetch(reference)).status).toBe(200);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
  }
});
