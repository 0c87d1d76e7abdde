import { call, createApi, openStream } from "@parley/client";
import { contract, createNote, explainNote, explanation, type NoteTypes } from "./contract.ts";

const options = { baseUrl: process.env.NOTES_URL, credentials: { userToken: process.env.NOTES_TOKEN ?? "" } };
const api = createApi<NoteTypes>(contract, options);

const note = await call(api, createNote, { body: { text: "Tides follow the moon." } });
for await (const event of await openStream(api, explainNote, explanation, { path: { id: note.id } })) {
  if (event.type === "text") process.stdout.write(event.data.piece);
}
