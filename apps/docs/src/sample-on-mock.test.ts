/** The curl lines of the pages work as they are pasted: each gets the documented success from a running mock. */

import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listOperations } from "@parley/contracts/document";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readContracts } from "./contracts.ts";
import { type Site, serveSite } from "./server.ts";
import { buildSite } from "./site.ts";

const contracts = await readContracts();
const script = fileURLToPath(new URL("../../mock/src/main.ts", import.meta.url));
const mock = fork(script, ["--port-base", "0", "--pace", "0", "--quiet"], {
  stdio: ["ignore", "ignore", "inherit", "ipc"],
});
let folder: string;
let site: Site;

beforeAll(async () => {
  const ended = once(mock, "exit").then(() => Promise.reject(new Error("The mock ended")));
  const [message] = (await Promise.race([once(mock, "message"), ended])) as [{ ready: Record<string, number> }]; // what the mock sends
  folder = await mkdtemp(join(tmpdir(), "parley-docs-"));
  await buildSite(folder);
  site = await serveSite({ folder, portBase: 0 });
  await site.setMocks(message.ready);
});

afterAll(async () => {
  mock.removeAllListeners("exit");
  mock.kill();
  await site.close();
  await rm(folder, { recursive: true });
});

/** What a shell prints of a command, which runs where none of our files are; the status comes last. */
function paste(command: string): Promise<string> {
  const line = command.replace(/^curl /, `curl --silent --show-error --write-out '\n%{http_code} %{content_type}' `);
  return new Promise((resolve) => {
    execFile("/bin/sh", ["-c", line], { cwd: "/", env: { PATH: process.env.PATH } }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

// Windows has no POSIX shell.
test.skipIf(process.platform === "win32").each(contracts)(
  "each curl line of the reference of $api gets its success",
  async ({ api, document }) => {
    const page = await (await fetch(`http://127.0.0.1:${site.port}/${api}/`)).text();
    const samples = [...page.matchAll(/"label":"curl, to the mock","source":("(?:[^"\\]|\\.)*")/g)];
    const commands = [...new Set(samples.map(([, text = ""]) => JSON.parse(text) as string))]; // as matched
    const operations = listOperations(document);
    expect(commands).toHaveLength(operations.length);
    const wrong: string[] = [];
    for (const [index, { operation, responses }] of operations.entries()) {
      const command = commands[index] ?? "";
      const success = Object.keys(responses).find((status) => /^[23]/.test(status)) ?? "";
      const output = await paste(command);
      if (!output.split("\n").at(-1)?.startsWith(success))
        wrong.push(`${operation.operationId}: ${command}\n${output}`);
    }
    expect(wrong).toEqual([]);
  },
);

test.skipIf(process.platform === "win32")("the curl lines of the start page get what they show", async () => {
  const page = await (await fetch(`http://127.0.0.1:${site.port}/`)).text();
  const commands = [...page.matchAll(/<pre><code>(.*?)<\/code>/gs)].map(([, html = ""]) =>
    html.replace(/&#(\d+);/g, (_match, code: string) => String.fromCharCode(Number(code))),
  );
  expect(commands).toHaveLength(contracts.length);
  for (const command of commands) expect(await paste(command)).toMatch(/\n200 text\/event-stream$/);
});
