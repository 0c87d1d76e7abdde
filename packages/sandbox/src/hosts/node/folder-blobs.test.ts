import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeBlobStore } from "../../core/world/testing/describe-blob-store.ts";
import { openFolderBlobs } from "./folder-blobs.ts";
import { nameProcess } from "./process-alive.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-files-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describeBlobStore("files in a folder", () => openFolderBlobs(folder));

test("what a process has left half-written is removed, and the files are there still", async () => {
  const blobs = await openFolderBlobs(folder);
  await blobs.write("a", "f", new Blob(["whole"]).stream());
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const ours = nameProcess();
  for (const name of [`${pid}-x`, ours]) writeFileSync(join(folder, ".unfinished", name), "half");
  const again = await openFolderBlobs(folder);
  expect(readdirSync(join(folder, ".unfinished"))).toEqual([ours]);
  expect(await (await again.read("a", "f"))?.text()).toBe("whole");
});

test("a file that fails to come leaves nothing in the folder", async () => {
  const blobs = await openFolderBlobs(folder);
  await expect(blobs.write("a", "f", new Blob(["too much"]).stream(), { maxBytes: 3 })).rejects.toThrow("more than 3");
  expect(readdirSync(folder, { recursive: true })).toEqual([".unfinished"]);
});

test("a large file goes to disk as it comes", async () => {
  const blobs = await openFolderBlobs(folder);
  const piece = new Uint8Array(65_536);
  const arriving = () =>
    readdirSync(join(folder, ".unfinished")).reduce(
      (size, name) => size + statSync(join(folder, ".unfinished", name)).size,
      0,
    );
  let given = 0;
  let mostInMemory = 0;
  const source = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      mostInMemory = Math.max(mostInMemory, given - arriving());
      if (given === 800 * piece.byteLength) controller.close();
      else {
        controller.enqueue(piece);
        given += piece.byteLength;
      }
    },
  });
  expect(await blobs.write("a", "f", source)).toEqual({ id: "f", size: 52_428_800 });
  expect(mostInMemory).toBeLessThanOrEqual(2 * piece.byteLength);
});
