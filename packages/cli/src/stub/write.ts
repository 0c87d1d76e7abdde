/** Writes a stub to its folder, and says what it does. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { type Files, planStub } from "./plan.ts";
import { serverFolder } from "./project.ts";
import { packServer } from "./server-package.ts";
import { readSource } from "./source.ts";

/** How an installation went: `linked` where no registry was reached, and the packages of the checkout serve instead. */
export type Installation = "installed" | "linked" | "failed";

const notes = {
  linked: "npm install reached no registry; the packages of the checkout are linked in until it does.",
  failed: "npm install did not work; run it there before npm start.",
};

/** What is written, and where. */
export interface WriteStubOptions {
  /** Name of a contract, or file or address of a document. */
  readonly api: string;
  readonly apis: readonly string[];
  /** `<name>-server` where it is not given. */
  readonly folder: string | undefined;
  /** Whether the dependencies are installed. */
  readonly install: boolean;
  readonly tools: { buildServer(): Promise<void>; install(folder: string): Promise<Installation> };
}

/** Writes the files of a stub; gives the lines for the terminal. */
export async function* writeStub(options: WriteStubOptions): AsyncGenerator<string> {
  const { api, apis, folder, tools } = options;
  const source = await readSource(api, apis);
  const target = resolve(folder ?? `${source.name}-server`);
  const existing = await readFiles(target);
  const { write, added } = await planStub(source, existing);
  await writeFiles(target, write);
  await tools.buildServer();
  await writeFiles(join(target, serverFolder), await packServer());
  const own = Object.keys(write).filter((path) => !path.startsWith("contract/"));
  for (const path of own) yield join(target, path);
  const count = Object.values(added).flat().length;
  yield count === 0
    ? "Every operation is there already."
    : `${count === 1 ? "1 operation" : `${count} operations`} added.`;
  const outcome = options.install ? await tools.install(target) : "failed";
  if (options.install && outcome !== "installed") yield notes[outcome];
  const path = relative(".", target);
  const way = path.startsWith("..") ? target : path || ".";
  yield `To serve it: cd ${way} && ${outcome === "failed" ? "npm install && " : ""}npm start`;
}

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** What is in a folder of what a stub may write. */
async function readFiles(folder: string): Promise<Files> {
  const paths = (
    await Promise.all(
      ["", "handlers", "contract"].map(async (name) => {
        const entries = await readdir(join(folder, name), { withFileTypes: true }).catch(() => []);
        return entries
          .filter((entry) => entry.isFile())
          .map((entry) => (name === "" ? entry.name : `${name}/${entry.name}`));
      }),
    )
  ).flat();
  const files = paths.filter((path) => /(?:\.(?:ts|js|json)|^\.gitignore)$/.test(path));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}
