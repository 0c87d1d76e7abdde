/** A contract is read again after each save, in whatever way it is saved, and its faults are named. */

import { EventEmitter, on } from "node:events";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ContractError, readContract } from "./contract.ts";
import { watchContracts } from "./watch-contracts.ts";

const told = new EventEmitter();
const events = on(told, "told") as AsyncIterator<[string]>; // what emit is called with
let root = "";
let folder = "";
let stop = () => {};

function openapi(title: string): string {
  return [
    "openapi: 3.1.0",
    `info: { title: ${title}, version: "1" }`,
    "paths: { /x: { get: { responses: { '200': { description: Fine. } } } } }",
    "",
  ].join("\n");
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-live-"));
  folder = join(root, "spec");
  for (const api of ["one", "two"]) {
    await mkdir(join(folder, api), { recursive: true });
    await writeFile(join(folder, api, "openapi.yaml"), openapi("before"));
  }
  await writeFile(
    join(folder, "redocly.yaml"),
    "apis: { one: { root: one/openapi.yaml }, two: { root: two/openapi.yaml } }\nrules: { struct: error, info-contact: error }\n",
  );
  stop = watchContracts(["one", "two"], folder, {
    onChange: async (api, { info }, findings) => {
      if (info.title === "unusable") throw new Error("no use");
      told.emit("told", `${api}: ${info.title}, ${findings.map(({ rule }) => rule)}`);
    },
    onBroken: (_api, { message }) => told.emit("told", message),
  });
});

afterAll(async () => {
  stop();
  await rm(root, { recursive: true });
});

let last = "";

/** What is told of a save. A slow machine may write so slowly that a save is read twice: the same news is no news. */
async function save(file: string, text: string): Promise<string> {
  await writeFile(join(folder, `${file}.tmp`), text);
  await rename(join(folder, `${file}.tmp`), join(folder, file));
  let news = last;
  while (news === last) [news] = (await events.next()).value;
  last = news;
  return news;
}

test("a file that is replaced is read, each time", async () => {
  for (const title of ["first", "second", "third"]) {
    expect(await save("one/openapi.yaml", openapi(title))).toBe(`one: ${title}, info-contact`);
  }
});

test("another contract is told of by its own name", async () => {
  expect(await save("two/openapi.yaml", openapi("other"))).toBe("two: other, info-contact");
});

test.each([
  ["does not parse", "openapi: [", /^one: spec\/one\/openapi\.yaml:\d+:\d+: .+$/],
  [
    "is not OpenAPI",
    `${openapi("t")}pfads: {}\n`,
    /^one: spec\/one\/openapi\.yaml:4:1: Property `pfads` .*\(struct\)$/,
  ],
  ["is of no use to who watches", openapi("unusable"), /^one: no use$/],
])("a contract that %s is broken", async (_name, text, message) => {
  expect(await save("one/openapi.yaml", text)).toMatch(message);
});

test("a contract that is right again is told of", async () => {
  expect(await save("one/openapi.yaml", openapi("again"))).toBe("one: again, info-contact");
});

test("reading a contract that is not there says so", async () => {
  await expect(readContract("three", folder)).rejects.toThrow(ContractError);
});
