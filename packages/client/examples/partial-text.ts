import { type Api, collectText, isParleyError, openStream, StreamEndedEarlyError } from "@parley/client";
import { explainNote, explanation, type NoteTypes } from "./contract.ts";

/** Shows an explanation while it is written, and says so where it breaks off. */
export async function explain(api: Api<NoteTypes>, id: string, show: (text: string) => void): Promise<string> {
  let text = "";
  try {
    const stream = await openStream(api, explainNote, explanation, { path: { id } });
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
