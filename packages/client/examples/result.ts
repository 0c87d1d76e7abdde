import type { ApiClient } from "@parley/client";
import type { NotePaths } from "./contract.ts";

/** The text of a note, or why there is none. */
export async function readNote(client: ApiClient<NotePaths>, id: string): Promise<string> {
  const { data, error, response } = await client.GET("/notes/{id}", { params: { path: { id } }, timeout: 5_000 });
  return data ? data.text : `${error.error.message} (${response.status})`;
}
