import { expect, test } from "vitest";
import { createDemoWorlds } from "../testing/demo-worlds.ts";
import { notes } from "../testing/kinds.ts";
import { draw } from "./draw.ts";

const note = { id: "n", user: "ann", size: 1 };
const worldRecord = { id: "world", seed: "demo", createdAt: 0 };
const minimal = {
  format: "parley-world",
  version: 1,
  name: "one",
  exportedAt: 0,
  collections: { "parley/world": [worldRecord] },
  logs: {},
  files: [],
};
const withNotes = (...items: unknown[]) => ({
  ...minimal,
  collections: { ...minimal.collections, "test/notes": items },
});

test("a world goes through a document and is the same, wherever it goes", async () => {
  const first = createDemoWorlds();
  await first.worlds.create("one", { seed: "long-history" });
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
  await first.blobs.write("one", "bytes", new Blob([bytes]).stream());
  const text = JSON.stringify(await first.worlds.exportWorld("one"));

  const second = createDemoWorlds();
  await second.worlds.importWorld(JSON.parse(text));
  expect(JSON.stringify(await second.worlds.exportWorld("one"))).toBe(text);
  const blob = await second.blobs.read("one", "bytes");
  expect(new Uint8Array((await blob?.arrayBuffer()) ?? [])).toEqual(bytes);
});

test("chance goes on in a copy of another name where it was", async () => {
  const { worlds, store } = createDemoWorlds();
  await worlds.create("one");
  const document = await worlds.exportWorld("one");
  await worlds.importWorld(document, "two");
  const drawn = ["one", "two"].map((name) =>
    store.transaction(name, async (transaction) => [
      await draw(transaction, "ids/notes", (chance) => chance.uuid()),
      await draw(transaction, "never used before", (chance) => chance.uuid()),
    ]),
  );
  const [one, two] = await Promise.all(drawn);
  expect(two).toEqual(one);
  expect(await worlds.list()).toEqual(["one", "two"]);
});

test("an import takes the place of the world that was there, with its files", async () => {
  const { worlds, store, blobs } = createDemoWorlds();
  await worlds.create("one", { seed: "long-history" });
  expect(await worlds.importWorld(withNotes(note))).toEqual(worldRecord);
  expect(await store.transaction("one", (transaction) => transaction.list(notes))).toEqual({ items: [note] });
  expect(await blobs.list("one")).toEqual([]);
});

test.each<[unknown, string]>([
  [null, "The document should be an object, and is null."],
  [[], "The document should be an object, and is an array."],
  [{ ...minimal, format: "world" }, 'format should be "parley-world".'],
  [{ ...minimal, version: 2 }, "version should be 1, which is what this program reads."],
  [{ ...minimal, name: 1 }, "name should be a string, and is a number."],
  [{ ...minimal, exportedAt: undefined }, "exportedAt should be a number, and is missing."],
  [{ ...minimal, collections: [] }, "collections should be an object, and is an array."],
  [{ ...minimal, collections: {} }, 'collections["parley/world"] is missing.'],
  [{ ...minimal, collections: { "x/y": [] } }, 'collections["x/y"] is no collection of this sandbox.'],
  [
    { ...minimal, collections: { "test/notes": {} } },
    'collections["test/notes"] should be an array, and is an object.',
  ],
  [withNotes(note, 5), 'collections["test/notes"][1] should be an object, and is a number.'],
  [withNotes({ ...note, size: "1" }), 'collections["test/notes"][0].size should be a number, and is a string.'],
  [withNotes({ id: "n", user: "ann" }), 'collections["test/notes"][0].size is missing; it should be a number.'],
  [withNotes({ ...note, colour: 1 }), 'collections["test/notes"][0].colour is no field of this kind of records.'],
  [withNotes({ ...note, id: "" }), 'collections["test/notes"][0] has an empty key.'],
  [
    withNotes(note, note),
    'collections["test/notes"][1] cannot be stored: A record of test/notes has this key already.',
  ],
  [
    withNotes({ ...note, code: "x" }, { ...note, id: "m", code: "x" }),
    'collections["test/notes"][1] cannot be stored: A record of test/notes has this byCode already.',
  ],
  [{ ...minimal, logs: { log: {} } }, 'logs["log"] should be an array, and is an object.'],
  [{ ...minimal, files: [{ id: "f" }] }, "files[0].base64 should be a string, and is missing."],
  [{ ...minimal, files: [{ id: "f", base64: "?" }] }, "files[0].base64 should be base64."],
  [
    { ...minimal, files: [{ id: "../f", base64: "" }] },
    'files[0].id cannot be stored: The id of a file is 1 to 128 letters, digits, "-", "_" and ".", with no dot first.',
  ],
  [
    { ...minimal, name: "No Name" },
    '"No Name" is no name of a world: 1 to 63 small letters, digits and "-", with no "-" first or last.',
  ],
])("refuses a document, says where it is wrong, and changes nothing (%#)", async (document, message) => {
  const { worlds } = createDemoWorlds();
  await worlds.create("one");
  const before = await worlds.exportWorld("one");
  await expect(worlds.importWorld(document)).rejects.toMatchObject({ message });
  expect(await worlds.exportWorld("one")).toEqual(before);
});
