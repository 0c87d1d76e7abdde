import { createApiClient, openStream, unwrap } from "@parley/client";
import { contract, explanation, type NotePaths } from "./contract.ts";

const options = { baseUrl: process.env.NOTES_URL, credentials: { userToken: process.env.NOTES_TOKEN ?? "" } };
const client = createApiClient<NotePaths>(contract, options);
const { id } = await unwrap(client.POST("/notes", { body: { text: "Tides follow the moon." } }));
const params = { path: { id } };
for await (const event of await openStream(client, "get", "/notes/{id}/explanation", explanation, { params })) {
  if (event.type === "text") process.stdout.write(event.data.piece);
}
