/** The snippets of the README are the files in `examples`, and each of them runs against the mock. */

import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type RunningMock, startMock } from "@parley/tooling/mock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operationOf } from "./__fixtures__/presented.ts";

const examples = new URL("../examples/", import.meta.url);
const question = fileURLToPath(new URL("../../../spec/smarttalk/examples/voice-question.wav", import.meta.url));
const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock("smarttalk");
});

afterAll(() => mock.stop());

/** Runs an example as a program of its own and gives what it prints. */
function run(name: string): Promise<string> {
  const parameters = ["--conditions=@parley/source", fileURLToPath(new URL(name, examples)), question];
  const env = { PATH: process.env.PATH, SMARTTALK_URL: mock.baseUrl };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, parameters, { env }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}

const answer =
  "You can send back any item within 30 days of delivery. Put it in its box, print the label from your account, and " +
  "drop it at a parcel shop. The refund arrives within five working days.\n";

test.each<[name: string, prints: string]>([
  ["stream-a-reply.ts", answer],
  ["visitor.ts", answer],
  ["sign-in.ts", "Log in at /api/oauth/aist/authorize\nSending something back\nBlue mug\n"],
  ["refresh.ts", "Starter\n"],
  [
    "errors.ts",
    "Wait 2000 ms\nsendChatMessage was refused with 403 CONVERSATION_ACCESS_DENIED: Access denied\n" +
      'UNAVAILABLE after "You can send back any item within 30 days"\n',
  ],
  ["voice.ts", "Where is my parcel?\nIt is on its way, and it arrives tomorrow before noon.\naudio/wav 19430\n"],
  ["history.ts", "3 2026-09-14T09:12:40.000Z\n3 2026-09-14T09:12:40.000Z\n"],
  ["shop.ts", "50 products sent\n100 products sent\n120 products sent\n1 customer sent\n"],
  ["use-chat.ts", answer],
  ["raw.ts", "[ 0.08, 0.17 ]\n"],
])("%s", async (name, prints) => {
  const printed = await run(name);
  expect(printed).toBe(prints);
  // What the text says of the output of an example is true as well.
  if (name === "errors.ts") expect(readme).toContain(`this prints:\n\n\`\`\`\n${printed}\`\`\`\n`);
});

test("the snippets of the README are the examples, each once", async () => {
  const snippets = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text);
  const files = await Promise.all((await readdir(examples)).map((name) => readFile(new URL(name, examples), "utf8")));
  expect(snippets.sort()).toEqual(files.sort());
});

test("the first snippet has ten lines at most", async () => {
  const lines = (await readFile(new URL("stream-a-reply.ts", examples), "utf8")).trim().split("\n");
  expect(lines.length).toBeLessThanOrEqual(10);
});

test("the README has every function that takes a client", () => {
  expect(Object.keys(operationOf).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
