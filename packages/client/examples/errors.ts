import { type ApiClient, isParleyError, isRefusalOf, unwrap } from "@parley/client";
import type { NotePaths } from "./contract.ts";

/** Saves a note and says how it went. */
export async function saveNote(client: ApiClient<NotePaths>, text: string): Promise<string> {
  try {
    const { id } = await unwrap(client.POST("/notes", { body: { text }, idempotencyKey: crypto.randomUUID() }));
    return `Saved as ${id}.`;
  } catch (error) {
    if (isRefusalOf(client, "post", "/notes", error) && error.status === 429) {
      return `${error.body.error.code}: try again in ${error.retryAfter} ms.`;
    }
    if (isParleyError(error)) return `${error.name} ${error.code} in ${error.operationId}`;
    throw error;
  }
}
