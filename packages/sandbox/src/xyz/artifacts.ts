/** Tag Artifacts: the files of a task. */

import type { Services } from "../core/platform/index.ts";
import { files } from "./collections.ts";
import type { Schemas, Some } from "./contract.ts";
import { findTask, timeOf } from "./conversation.ts";
import { refuse, taskNotFound } from "./errors.ts";
import { listAll } from "./list-all.ts";
import { callerOf, limit } from "./platform.ts";
import type { FileRecord } from "./records.ts";
import { insidePath } from "./workspace.ts";

/** Media types that the contract names; all others are bytes to keep. */
const mediaTypes = ["text/csv", "application/pdf", "image/png"] as const;

const fileNotFound = refuse(404, "NOT_FOUND", "File not found");

/** The handlers of the tag. */
export function artifacts(xyz: Services) {
  const { store, blobs } = xyz;
  return {
    async listArtifacts({ params, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const found = await store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        return state && listAll(transaction, files, "byTask", state.task.id);
      });
      return found ? { status: 200, body: { success: true, data: { files: found.map(toArtifact) } } } : taskNotFound;
    },

    async downloadArtifact({ params, principal }) {
      const caller = callerOf(principal);
      const limited = await limit(xyz, caller);
      if (limited) return limited;
      const path = insidePath(params.query.path);
      if (path === undefined) return refuse(400, "VALIDATION_ERROR", "path must stay inside the workspace");
      const found = await store.transaction(caller.world, async (transaction) => {
        const state = await findTask(transaction, caller, params.path.id);
        return state && { file: await transaction.get(files, `${state.task.id} ${path}`) };
      });
      if (!found) return taskNotFound;
      const body = found.file && (await blobs.read(caller.world, found.file.blobId));
      if (!found.file || !body) return fileNotFound;
      const { mimeType, name } = found.file;
      const headers = { "Content-Disposition": dispositionOf(name), "Content-Length": body.size };
      const mediaType = mediaTypes.find((one) => one === mimeType) ?? "application/octet-stream";
      return { status: 200, mediaType, headers, body };
    },
  } satisfies Some<"listArtifacts" | "downloadArtifact">;
}

function toArtifact({ name, path, size, mimeType, category, modifiedAt }: FileRecord): Schemas["ArtifactFile"] {
  return { name, path, size, mimeType, category, modifiedAt: timeOf(modifiedAt) };
}

/** RFC 6266 section 4.3: a name in ASCII for everybody, and the whole one for who reads RFC 8187. */
function dispositionOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  if (plain === name) return `attachment; filename="${name}"`;
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
