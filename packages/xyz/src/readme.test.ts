/** The snippets of the README are the files in `examples`, and each of them runs against the mock. */

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RunningMock, startMock } from "@parley/tooling/mock";
import { afterAll, beforeAll, expect, test } from "vitest";

const examples = fileURLToPath(new URL("../examples/", import.meta.url));

let mock: RunningMock;
let folder = "";
/** Asks the mock for an example of the contract where a path ends like this. */
let preferred: readonly [path: string, prefer: string] | undefined;
const proxy = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // without an encoding
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, `${value}`]),
  );
  for (const name of ["host", "connection", "content-length"]) headers.delete(name);
  if (preferred && request.url?.endsWith(preferred[0])) headers.set("prefer", preferred[1]);
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
  const answer = await fetch(`${mock.baseUrl}${request.url}`, { method: request.method ?? "", headers, body });
  const type = answer.headers.get("content-type") ?? "";
  const disposition = answer.headers.get("content-disposition");
  response.writeHead(answer.status, {
    "content-type": type,
    ...(disposition && { "content-disposition": disposition }),
  });
  response.end(new Uint8Array(await answer.arrayBuffer()));
});

beforeAll(async () => {
  mock = await startMock("xyz");
  folder = await mkdtemp(join(tmpdir(), "parley-xyz-"));
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  proxy.close();
  await mock.stop();
  await rm(folder, { recursive: true });
});

/** Runs a program against the mock and gives what it prints. */
function run(program: string, apiKey: string | undefined): Promise<string> {
  const { port } = proxy.address() as AddressInfo; // it listens on a port
  const app = { XYZ_APP_ID: "app_shop", XYZ_APP_SECRET: "secret-of-the-shop-app" };
  const key = apiKey === undefined ? {} : { XYZ_API_KEY: apiKey };
  const env = { PATH: process.env.PATH, XYZ_URL: `http://127.0.0.1:${port}`, ...app, ...key };
  const parameters = ["--conditions=@parley/source", program];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, parameters, { cwd: folder, env }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}

const runs: readonly [name: string, prints: RegExp, prefers?: readonly [path: string, prefer: string]][] = [
  ["stream-reply.ts", /^Three steps put the chat on your shop\.[\s\S]* renews its token by itself\.$/],
  ["follow-up.ts", /^Three steps[\s\S]*\nThree steps[\s\S]* \[\]\n$/],
  [
    "phases.ts",
    /^user: Add up[\s\S]*tool_call call_123 success\ntool_result call_123 success[\s\S]*\n 246 characters\n$/,
    ["/stream", "example=reconnect"],
  ],
  ["approve.ts", /^Allowed write_file downloads\/prices\.md\n$/, ["/stream", "example=approval"]],
  ["files.ts", /^output\.csv text\/csv\n/, ["/stream", "example=toolCall"]],
  ["list.ts", /^awaiting_approval Write[\s\S]*\n3 of 3\nuser 40\nassistant \d+\n/],
  ["use-chat.ts", /^Three steps put the chat on your shop\.[\s\S]* renews its token by itself\.\n$/],
  ["raw.ts", /^completed application\/json\n$/],
];

test.each(runs)("%s", async (name, prints, prefers) => {
  preferred = prefers;
  await writeFile(join(folder, "sales.csv"), "region,month,amount\n");
  expect(await run(join(examples, name), "xyz_1")).toMatch(prints);
});

test.each([
  ["AUTH_REQUIRED", "code=401", "Log in: AUTH_REQUIRED, request undefined.\n"],
  ["404", "code=404", "There is no such task.\n"],
] as const)("errors.ts with %s", async (_name, prefer, prints) => {
  preferred = ["d775f25e01", prefer];
  expect(await run(join(examples, "errors.ts"), "xyz_1")).toBe(prints);
});

test("browser.ts with token-endpoint.ts as its back end", async () => {
  preferred = undefined;
  expect(await run(fileURLToPath(new URL("__fixtures__/page.ts", import.meta.url)), undefined)).toBe("completed\n");
});

test("the snippets of the README are the examples, each once", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const snippets = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  const files = await Promise.all((await readdir(examples)).map((name) => readFile(join(examples, name), "utf8")));
  expect(snippets.sort()).toEqual(files.sort());
});
