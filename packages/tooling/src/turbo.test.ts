/** What the caching of tasks rests on. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./packages.mjs";

interface Plan {
  readonly tasks: readonly { readonly taskId: string; readonly inputs: Readonly<Record<string, string>> }[];
}

test("no task has what tasks write among its inputs: it would run again, in the midst of others that read it", () => {
  const turbo = join(root, "node_modules/turbo/bin/turbo");
  const tasks = ["generate", "build", "typecheck", "lint", "test", "size"];
  const output = execFileSync(process.execPath, [turbo, "run", ...tasks, "--dry=json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const plan = JSON.parse(output) as Plan;
  const written = plan.tasks.flatMap(({ taskId, inputs }) =>
    Object.keys(inputs)
      .filter((file) => /(?:^|\/)(?:\.turbo|node_modules|dist|generated)\//.test(file))
      .map((file) => `${taskId}: ${file}`),
  );
  expect(plan.tasks.length).toBeGreaterThan(40);
  expect(written).toEqual([]);
});
