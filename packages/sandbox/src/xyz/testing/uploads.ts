/** Uploads in few words. */

import type { Harness } from "./harness.ts";

/** A file of a form: its name, content and media type. */
export type Item = readonly [name: string, content: string | Blob, type?: string];

/** A message with files. */
export function formOf(message: string, items: readonly Item[]): FormData {
  const form = new FormData();
  form.append("message", message);
  for (const [name, content, type = ""] of items) form.append("files", new File([content], name, { type }));
  return form;
}

/** Starts a task with files. */
export const upload = (harness: Harness, as: string, items: readonly Item[], message = "What is in my files?") =>
  harness.send("/api/v1/tasks", { as, form: formOf(message, items), headers: { "x-parley-pacing": "instant" } });

/** The files of a task. */
export async function listOf(harness: Harness, as: string, id: string) {
  const { body } = await harness.send(`/api/v1/tasks/${id}/artifacts`, { as });
  return body.data.files;
}

/** Downloads a file of a task. */
export const download = (harness: Harness, as: string, id: string, path: string) =>
  harness.fetch(`/api/v1/tasks/${id}/artifacts/download?path=${encodeURIComponent(path)}`, { as });
