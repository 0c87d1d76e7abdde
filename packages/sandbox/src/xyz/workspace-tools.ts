/** What an agent does with the files of its task. */

import type { Clock } from "@parley/clock";
import type { Json, JsonObject, Tool } from "../core/agent/index.ts";
import type { Services } from "../core/platform/index.ts";
import { files } from "./collections.ts";
import { listAll } from "./list-all.ts";
import { insidePath, isText, kindOf, putFile } from "./workspace.ts";

/** The files of a task, as its agent has them in one turn. */
export interface Desk {
  list(): Promise<Json>;
  /** @throws Error For what is no text, or not there. */
  read(path: string): Promise<string>;
  /** @returns How many bytes. @throws Error Where the path leads out of the workspace. */
  write(path: string, text: string, kind?: { readonly mimeType: string; readonly category: string }): Promise<number>;
}

/** Whose files they are. */
export interface DeskOwner {
  readonly world: string;
  readonly taskId: string;
  readonly runId: string;
  readonly clock: Pick<Clock, "now">;
}

/** Characters of a file that a tool gives. */
const longestText = 65_536;

/** Opens the files of a task for one turn. */
export function createDesk(
  { store, blobs }: Pick<Services, "store" | "blobs">,
  { world, taskId, runId, clock }: DeskOwner,
): Desk {
  let written = 0;
  return {
    list: async () => {
      const all = await store.transaction(world, (transaction) => listAll(transaction, files, "byTask", taskId));
      return all.map(({ path, size, mimeType }) => ({ path, size, mimeType }));
    },
    read: async (given) => {
      const path = insidePath(given);
      const file =
        path && (await store.transaction(world, (transaction) => transaction.get(files, `${taskId} ${path}`)));
      const blob = file && isText(file.mimeType) ? await blobs.read(world, file.blobId) : undefined;
      if (!blob) throw new Error("There is no text of this path.");
      return blob.slice(0, longestText).text();
    },
    write: async (given, text, kind = kindOf(given)) => {
      const path = insidePath(given);
      if (path === undefined) throw new Error("The path leads out of the workspace.");
      written += 1;
      const blobId = `${runId}.${written}`;
      const { size } = await blobs.write(world, blobId, new Blob([text]).stream());
      const file = { taskId, path, blobId, size, ...kind, modifiedAt: clock.now() };
      const before = await store.transaction(world, (transaction) => putFile(transaction, file));
      if (before) await blobs.remove(world, before.blobId);
      return size;
    },
  };
}

const path: JsonObject = { type: "string", description: "Relative to the workspace, such as downloads/prices.md." };

/** The tools over the files of a task, under the names that the vendor shows. */
export function createWorkspaceTools(desk: Desk): Tool[] {
  return [
    {
      name: "list_files",
      description: "Lists the files of the workspace.",
      parameters: { type: "object", properties: {}, additionalProperties: false },
      run: () => desk.list(),
    },
    {
      name: "read_file",
      description: "Reads a text file of the workspace.",
      parameters: { type: "object", properties: { path }, required: ["path"], additionalProperties: false },
      run: (given) => desk.read(String(given.path)),
    },
    {
      name: "write_file",
      description: "Writes a text file into the workspace, by convention below downloads/.",
      parameters: {
        type: "object",
        properties: { path, content: { type: "string" } },
        required: ["path", "content"],
        additionalProperties: false,
      },
      run: async (given) => `Wrote ${await desk.write(String(given.path), String(given.content))} bytes.`,
    },
  ];
}
