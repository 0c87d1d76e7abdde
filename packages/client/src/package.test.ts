/** What a reader of the registry learns of the packages. */

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

interface Manifest {
  readonly keywords: readonly string[];
  readonly homepage: string;
  readonly repository: { readonly type: string; readonly url: string; readonly directory: string };
  readonly dependencies: Readonly<Record<string, string>>;
}

test.each(["client", "chatzy", "xyz", "smarttalk"])(
  "%s says where it comes from and what it is about",
  async (name) => {
    const text = await readFile(new URL(`../../${name}/package.json`, import.meta.url), "utf8");
    const { keywords, homepage, repository, dependencies } = JSON.parse(text) as Manifest;
    expect(keywords.length).toBeGreaterThan(5);
    expect(homepage).toContain(`/packages/${name}#`);
    expect(repository).toEqual({
      type: "git",
      url: expect.stringMatching(/^git\+https:/),
      directory: `packages/${name}`,
    });
    // One dependency: of the runtime openapi-fetch, of the others the runtime.
    expect(Object.entries(dependencies)).toEqual([
      name === "client" ? ["openapi-fetch", "0.17.0"] : ["@parley/client", "workspace:^"],
    ]);
  },
);
