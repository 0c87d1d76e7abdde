import { type Api, call, streamMultipart } from "@parley/client";
import { createNote, type NoteTypes } from "./contract.ts";

/** Saves a note with files; `onProgress` is told how much of it is sent, from 0 to 1. */
export async function attach(api: Api<NoteTypes>, files: readonly File[], onProgress: (part: number) => void) {
  const body = streamMultipart(
    { text: "See the files.", files },
    { onProgress: ({ sent, total }) => onProgress(total ? sent / total : 0) },
  );
  return call(api, createNote, { mediaType: "multipart/form-data", body, timeout: 600_000 });
}
