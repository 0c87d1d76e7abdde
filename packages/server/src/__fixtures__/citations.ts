/** Which requirements the tests of the package cite, by `[id]` in the titles of tests and of the rows of their tables. */

import { readdir, readFile } from "node:fs/promises";

/** What is wrong between the requirements and the tests. */
export interface CitationGap {
  /** Ids that no test cites. */
  readonly uncited: readonly string[];
  /** Citations of ids that are not there. */
  readonly unknown: readonly string[];
}

/** The ids that the texts of test files cite; comments cite nothing. */
export function findCitations(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) =>
      [...text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, "").matchAll(/\[(server\.[^\]\s]+)\]/g)].map(([, id = ""]) => id),
    ),
  );
}

/** Compares them; both lists are empty when all is well. */
export function compareCitations(ids: readonly string[], cited: ReadonlySet<string>): CitationGap {
  return {
    uncited: ids.filter((id) => !cited.has(id)),
    unknown: [...cited].filter((id) => !ids.includes(id)),
  };
}

/** The test files of a folder and its rooms, without this one. */
export async function readTests(folder: URL, without: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  const names = paths.filter((name) => name.endsWith(".test.ts") && name !== without);
  return Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
}
