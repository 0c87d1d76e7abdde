/** Files in the workspace of a task, uploaded or made by the agent. */

import { type CallOptions, unwrap } from "@parley/client";
import { readFileName } from "./content-disposition.ts";
import { dataOf } from "./platform.ts";
import type { ArtifactFile } from "./schemas.ts";
import type { Xyz } from "./xyz.ts";

/**
 * Lists the files of a task (`listArtifacts`), during the task and after it.
 *
 * @throws ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError, TokenError.
 * @example
 * for (const { path, size } of await listArtifacts(xyz, id)) console.log(path, size);
 */
export async function listArtifacts(xyz: Xyz, id: string, options: CallOptions = {}): Promise<ArtifactFile[]> {
  return dataOf(
    "listArtifacts",
    await unwrap(xyz.GET("/api/v1/tasks/{id}/artifacts", { ...options, params: { path: { id } } })),
  ).files;
}

/** What {@link downloadArtifact} takes. */
export interface DownloadInput extends CallOptions {
  /** Place of the file in the workspace, as in the list. */
  readonly path: string;
}

/** A downloaded file. */
export interface Download {
  /** The bytes; `type` is their media type. */
  readonly blob: Blob;
  /** Name to save it under, without folders: that of the response, or the last part of `path`. */
  readonly name: string;
}

/**
 * Downloads one file of a task (`downloadArtifact`).
 *
 * @throws NotFoundError when there is no such file; ApiError, AbortError, TimeoutError, ConnectionError, ProtocolError,
 * TokenError.
 * @example
 * const { blob, name } = await downloadArtifact(xyz, id, { path: "downloads/output.csv" });
 */
export async function downloadArtifact(xyz: Xyz, id: string, { path, ...options }: DownloadInput): Promise<Download> {
  const answer = await xyz.GET("/api/v1/tasks/{id}/artifacts/download", {
    ...options,
    params: { path: { id }, query: { path } },
    parseAs: "blob",
  });
  const blob = await unwrap(answer);
  // Other origins see this header only if the server exposes it.
  return { blob, name: readFileName(answer.response.headers.get("content-disposition") ?? "", path) };
}
