import { type Api, call, isParleyError, isRefusalOf } from "@parley/client";
import { createNote, type NoteTypes } from "./contract.ts";

/** Saves a note and says how it went. */
export async function saveNote(api: Api<NoteTypes>, text: string): Promise<string> {
  try {
    const { id } = await call(api, createNote, { body: { text }, timeout: 5_000, idempotencyKey: crypto.randomUUID() });
    return `Saved as ${id}.`;
  } catch (error) {
    if (isRefusalOf(api, createNote, error)) return `${error.body.error.code}: try again in ${error.retryAfter} ms.`;
    if (isParleyError(error)) return `${error.name} ${error.code} in ${error.operationId}`;
    throw error;
  }
}
