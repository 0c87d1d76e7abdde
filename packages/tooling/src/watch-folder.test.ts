/** Changes are seen however a file is saved. */

import { EventEmitter, on } from "node:events";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "vitest";
import { watchFolder } from "./watch-folder.ts";

let folder = "";
let stop: () => void;
let seen: AsyncIterator<[string | undefined]>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-watch-"));
  await mkdir(join(folder, "paths/deep"), { recursive: true });
  await writeFile(join(folder, "openapi.yaml"), "0");
  await writeFile(join(folder, "paths/deep/one.yaml"), "0");
  const changes = new EventEmitter();
  seen = on(changes, "change") as AsyncIterator<[string | undefined]>; // what emit is called with
  stop = watchFolder(folder, (path) => changes.emit("change", path));
});

afterEach(async () => {
  stop();
  await rm(folder, { recursive: true });
});

/** Resolves when a change of this path was told. */
async function told(path: string): Promise<void> {
  for (;;) {
    const { value } = await seen.next();
    if (value[0] === path) return;
  }
}

/** Saves as editors do, so that the file is another one of the same name. */
async function saveAtomically(path: string, text: string): Promise<void> {
  const temporary = join(folder, dirname(path), `.${text}.swp`);
  await writeFile(temporary, text);
  await rename(temporary, join(folder, path));
}

test.each(["openapi.yaml", "paths/deep/one.yaml"])("%s is seen each time that it is replaced", async (path) => {
  for (const text of ["1", "2", "3", "4"]) {
    await saveAtomically(path, text);
    await told(path);
  }
});

test("a file that is written in place is seen", async () => {
  await writeFile(join(folder, "paths/deep/one.yaml"), "1");
  await told("paths/deep/one.yaml");
});

test("folders in a folder that was replaced are watched", async () => {
  await mkdir(join(folder, "next/deep"), { recursive: true });
  await told("next");
  await rename(join(folder, "paths"), join(folder, "old"));
  await rename(join(folder, "next"), join(folder, "paths"));
  await told("paths");
  await saveAtomically("paths/deep/one.yaml", "1");
  await told("paths/deep/one.yaml");
});

test("a folder that comes later, or again, is watched", async () => {
  for (const text of ["1", "2"]) {
    await mkdir(join(folder, "schemas"));
    await told("schemas");
    await saveAtomically("schemas/a.yaml", text);
    await told("schemas/a.yaml");
    await rm(join(folder, "schemas"), { recursive: true });
    await told("schemas");
  }
});
