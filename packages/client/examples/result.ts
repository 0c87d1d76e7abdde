import { type Api, request } from "@parley/client";
import { getNote, type NoteTypes } from "./contract.ts";

/** The text of a note, or why there is none. */
export async function readNote(api: Api<NoteTypes>, id: string): Promise<string> {
  const result = await request(api, getNote, { path: { id } });
  if (result.status === 200) return result.data.text;
  return `${result.error.error.message} (${result.response.status})`;
}
