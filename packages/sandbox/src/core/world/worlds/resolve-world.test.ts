import { expect, test } from "vitest";
import { createDemoWorlds } from "../testing/demo-worlds.ts";
import { notes } from "../testing/kinds.ts";
import { createWorldResolver } from "./resolve-world.ts";

/** Worlds of which each knows a key of its own, and all know "shared". */
async function createResolver() {
  const demo = createDemoWorlds({ defaultSeed: "empty" });
  for (const name of ["default", "one", "two"]) {
    await demo.worlds.create(name);
    await demo.store.transaction(name, async (transaction) => {
      await transaction.put(notes, { id: "a", user: "u", size: 1, code: `key-of-${name}` });
      await transaction.put(notes, { id: "b", user: "u", size: 1, code: "shared" });
    });
  }
  const resolve = createWorldResolver({
    worlds: demo.worlds,
    credentials: [
      async (request) => demo.store.locate(notes, "byCode", request.headers.get("x-api-key") ?? ""),
      async (request) => {
        const claimed = request.headers.get("x-claim");
        return claimed === null ? [] : [claimed];
      },
    ],
  });
  return { ...demo, resolve };
}

test.each<[string, Record<string, string>, string]>([
  ["http://127.0.0.1:4010/", {}, "default"],
  ["http://localhost:4010/", {}, "default"],
  ["http://a.b.localhost/", {}, "default"],
  ["http://one.example.com/", {}, "default"],
  ["http://one.localhost:4010/", {}, "one"],
  ["http://ONE.localhost/", {}, "one"],
  ["http://localhost/", { "x-parley-world": "two" }, "two"],
  ["http://two.localhost/", { "x-parley-world": "two" }, "two"],
  ["http://localhost/", { "x-parley-world": "two", "x-api-key": "key-of-one" }, "two"],
  ["http://localhost/", { "x-api-key": "key-of-one" }, "one"],
  ["http://localhost/", { "x-api-key": "shared" }, "default"],
  ["http://localhost/", { "x-api-key": "nobody's" }, "default"],
  ["http://localhost/", { "x-claim": "two" }, "two"],
  ["http://localhost/", { "x-claim": "not-there" }, "default"],
  ["http://localhost/", { "x-claim": "../etc" }, "default"],
])("%s with %j is about %s", async (url, headers, expected) => {
  const { resolve } = await createResolver();
  expect(await resolve(new Request(url, { headers }))).toBe(expected);
});

test("a world that is named is made where it is not there, and one that is claimed is not", async () => {
  const { resolve, worlds } = await createResolver();
  await resolve(new Request("http://three.localhost/"));
  await resolve(new Request("http://localhost/", { headers: { "x-claim": "four" } }));
  expect(await worlds.list()).toEqual(["default", "one", "three", "two"]);
});

test.each<[string, Record<string, string>, string]>([
  ["http://one.localhost/", { "x-parley-world": "two" }, "worlds_disagree"],
  ["http://localhost/", { "x-parley-world": "../etc" }, "invalid_name"],
  ["http://localhost/", { "x-parley-world": "" }, "invalid_name"],
  ["http://a_b.localhost/", {}, "invalid_name"],
])("%s with %j is refused", async (url, headers, code) => {
  const { resolve } = await createResolver();
  await expect(resolve(new Request(url, { headers }))).rejects.toMatchObject({ code });
});
