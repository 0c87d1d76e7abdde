/** The example of the readme is the file that is run here. */

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkServer } from "../examples/check-server.ts";
import { mutations } from "./testing/mutations/index.ts";
import { legal } from "./testing/mutations/legal.ts";

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");

test("the readme shows examples/check-server.ts", async () => {
  const example = await readFile(new URL("../examples/check-server.ts", import.meta.url), "utf8");
  expect(/```ts\n(.*?)```/s.exec(readme)?.[1]).toBe(example);
});

test("the example tells what a server does wrong", async () => {
  const fetch = async () => Response.json({ message: "There is nothing here." }, { status: 404 });
  const lines = await checkServer("chatzy", { baseUrl: "http://server.example", fetch });
  expect(lines).toContainEqual(expect.stringMatching(/ 401 application\/json \w+: Status 404; expected 401\.$/));
  expect(lines.filter((line) => line.includes("at an unknown path"))).toEqual([]);
});

test("the readme counts the mutations", () => {
  expect(readme).toContain(`${mutations.length} named mutations`);
  expect(readme).toContain(`${legal.length} changes that the standards allow`);
});
