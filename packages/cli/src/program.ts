/** The commands of `parley`, and what they say. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { bundle, listApis } from "@parley/contracts/bundle";
import { Command, InvalidArgumentError } from "commander";
import { linkPackages } from "./project.ts";
import { type Files, planStub } from "./stub.ts";

/** Where a program writes, so that tests can read it. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * Makes the program. Unknown commands and options get a suggestion; `parseAsync` rejects with a CommanderError whose
 * `exitCode` is for the process.
 */
export async function createProgram({ out, error }: Output): Promise<Command> {
  const apis = await listApis();
  const program = new Command("parley")
    .description("Works with the contracts of Parley.")
    .showHelpAfterError("See parley --help.")
    .showSuggestionAfterError()
    .configureOutput({ writeOut: out, writeErr: error })
    .exitOverride()
    .addHelpText("after", "\nExamples:\n  parley stub chatzy --out my-server\n  parley help stub");

  program
    .command("stub")
    .description("Write a server that answers 501 to every operation, typed and ready to be filled in.")
    .argument("<api>", `contract: ${apis.join(", ")}`, (api) => readApi(api, apis))
    .option("--out <folder>", "folder to write to", "<api>-server")
    .showHelpAfterError("See parley stub --help.")
    .addHelpText(
      "after",
      `
Writes one file per tag below <folder>/handlers, and what makes the folder a project that "npm start" serves and
"npm run typecheck" checks; its packages are links into this checkout. Run it again after the contract has changed: new
operations are added, and nothing that you filled in is touched.

Examples:
  parley stub chatzy
  parley stub xyz --out servers/xyz`,
    )
    .action(async (api: string, { out: folder }: { out: string }) => {
      const target = resolve(folder === "<api>-server" ? `${api}-server` : folder);
      const { write, added } = planStub(api, await bundle(api), await readFiles(target));
      for (const [path, text] of Object.entries(write)) {
        await mkdir(dirname(join(target, path)), { recursive: true });
        await writeFile(join(target, path), text);
      }
      await linkPackages(target);
      const operations = Object.values(added).flat();
      for (const path of Object.keys(write)) out(`${join(target, path)}\n`);
      const count = operations.length === 1 ? "1 operation" : `${operations.length} operations`;
      out(operations.length > 0 ? `${count} added.\n` : "Every operation is there already.\n");
      const path = relative(".", target);
      out(`To serve it: cd ${path.startsWith("..") ? target : path || "."} && npm start\n`);
    });
  return program;
}

function readApi(api: string, apis: readonly string[]): string {
  if (apis.includes(api)) return api;
  const near = apis.find((name) => name.startsWith(api.slice(0, 2).toLowerCase()));
  throw new InvalidArgumentError(`There are ${apis.join(", ")}.${near ? ` Did you mean ${near}?` : ""}`);
}

async function readFiles(folder: string): Promise<Files> {
  const own = await readdir(folder).catch(() => []);
  const handlers = await readdir(join(folder, "handlers")).catch(() => []);
  const paths = [
    ...own.filter((name) => /^(?:[\w-]+\.ts|(?:package|tsconfig)\.json)$/.test(name)),
    ...handlers.filter((name) => /^[\w-]+\.ts$/.test(name)).map((name) => `handlers/${name}`),
  ];
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")] as const)),
  );
}
