import { type ApiClient, collectText, isParleyError, openStream, StreamEndedEarlyError } from "@parley/client";
import { explanation, type NotePaths } from "./contract.ts";

/** Shows an explanation while it is written, and says so where it breaks off. */
export async function explain(client: ApiClient<NotePaths>, id: string, show: (text: string) => void): Promise<string> {
  let text = "";
  try {
    const params = { path: { id } };
    const stream = await openStream(client, "get", "/notes/{id}/explanation", explanation, { params });
    return await collectText(stream, (event) => {
      if (event.type !== "text") return undefined;
      text += event.data.piece;
      show(text);
      return event.data.piece;
    });
  } catch (error) {
    if (error instanceof StreamEndedEarlyError) return `${text} ... (the connection was lost)`;
    if (isParleyError(error)) return `${text} ... (${error.message})`;
    throw error;
  }
}
