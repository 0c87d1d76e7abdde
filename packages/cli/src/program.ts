/** The commands of `parley`, and what they say. */

import { existsSync } from "node:fs";
import { listApis } from "@parley/contracts/bundle";
import { Command, InvalidArgumentError } from "commander";
import { type Installation, writeStub } from "./stub/write.ts";

/** Where a program writes, so that tests can read it. */
export interface Output {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** What a program has done by others. */
export interface Tools {
  /** Brings the build of the server up to date. */
  buildServer(): Promise<void>;
  /** Installs the dependencies of a project, or links them; tells how that went. */
  install(folder: string): Promise<Installation>;
}

/**
 * Makes the program. Unknown commands and options get a suggestion; `parseAsync` rejects with a CommanderError whose
 * `exitCode` is for the process.
 */
export async function createProgram({ out, error }: Output, tools: Tools): Promise<Command> {
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
    .argument("<api>", `contract: ${apis.join(", ")}, or the file or address of an OpenAPI document`, (api) =>
      readApi(api, apis),
    )
    .option("--out <folder>", "folder to write to", "<api>-server")
    .option("--no-install", "leave it to you to run npm install")
    .showHelpAfterError("See parley stub --help.")
    .addHelpText(
      "after",
      `
Writes one file per tag below <folder>/handlers, and what makes the folder a project of its own: it depends on what npm
brings and on the server that is packed into it, and may be moved anywhere. Run it again after the contract has changed:
new operations are added, and nothing that you filled in is touched.

Examples:
  parley stub chatzy
  parley stub xyz --out servers/xyz
  parley stub ../petstore/openapi.yaml --out petstore`,
    )
    .action(async (api: string, { out: folder, install }: { out: string; install: boolean }) => {
      const lines = writeStub({ api, apis, folder: folder === "<api>-server" ? undefined : folder, install, tools });
      for await (const line of lines) out(`${line}\n`);
    });
  return program;
}

function readApi(api: string, apis: readonly string[]): string {
  if (apis.includes(api) || /^https?:\/\//.test(api) || existsSync(api)) return api;
  if (/[./\\]/.test(api)) throw new InvalidArgumentError(`There is no file ${api}.`);
  const near = apis.find((name) => name.startsWith(api.slice(0, 2).toLowerCase()));
  throw new InvalidArgumentError(`There are ${apis.join(", ")}.${near ? ` Did you mean ${near}?` : ""}`);
}
