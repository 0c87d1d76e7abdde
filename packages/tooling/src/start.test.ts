/** The product as a whole: the pages name the mocks, requests are lines, and nobody has to read them. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("start.ts", import.meta.url));

test("pages name the mocks at free ports, each request is a line, and the servers outlive who reads the lines", async () => {
  const child = spawn(process.execPath, [script, "--port-base", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const addresses = new Map<string, string>();
    for (let line = ""; !line.includes("reloads its mock"); line = String((await lines.next()).value)) {
      const [, name, address] = /^ {2}(\w+) +(http:\S+)$/.exec(line) ?? [];
      if (name !== undefined && address !== undefined) addresses.set(name, address);
    }
    const [reference = "", ...mocks] = addresses.values();
    const page = await (await fetch(reference)).text();
    for (const mock of mocks) expect(page).toContain(`href="${mock}/"`);

    const [mock = ""] = mocks;
    const [api] = [...addresses.keys()].slice(1);
    await (await fetch(`${mock}/nowhere?token=hush`)).text();
    let line = "";
    while (!line.includes("/nowhere")) line = String((await lines.next()).value);
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
