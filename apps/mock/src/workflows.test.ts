/** The Arazzo workflows of `spec/workflows` run against the mocks. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runRedocly, specFolder } from "@parley/contracts/bundle";
import { afterAll, expect, test } from "vitest";
import { startMocks } from "./mocks.ts";

const mocks = await startMocks({ only: [], portBase: 0, dynamic: false, watch: false, pace: 0, log: () => {} });
afterAll(() => mocks.close());

const workflows = readdirSync(join(specFolder, "workflows")).filter((name) => name.endsWith(".arazzo.yaml"));

test("every contract has at least two workflows", () => {
  for (const api of mocks.servers.keys()) {
    expect(workflows.filter((name) => name.startsWith(`${api}-`)).length).toBeGreaterThanOrEqual(2);
  }
});

test.each(workflows)("%s", async (name) => {
  const api = name.split("-", 1)[0] ?? "";
  const server = `${api}=http://127.0.0.1:${mocks.servers.get(api)?.port}`;
  const { ok, stdout, stderr } = await runRedocly(["respect", `workflows/${name}`, "--server", server]);
  expect(ok, `${stdout}\n${stderr}`).toBe(true);
});
