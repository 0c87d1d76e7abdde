import { type ApiClient, streamMultipart, unwrap } from "@parley/client";
import type { Note, NotePaths } from "./contract.ts";

/** Saves a note with files; `onProgress` is told how much of it is sent, from 0 to 1. */
export function attach(
  client: ApiClient<NotePaths>,
  files: readonly File[],
  onProgress: (part: number) => void,
): Promise<Note> {
  const body = streamMultipart(
    { text: "See the files.", files },
    { onProgress: ({ sent, total }) => onProgress(total ? sent / total : 0) },
  );
  return unwrap(client.POST("/notes", { body, timeout: 600_000 }));
}
