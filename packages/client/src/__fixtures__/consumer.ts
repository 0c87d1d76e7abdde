/** A project that installed the package: type-checked and run outside of the workspace. */

import { type ApiClient, createApiClient, isParleyError, unwrap } from "@parley/client";
import { type ChatTransport, createChatTransport } from "@parley/client/ai-sdk";

interface Paths {
  "/notes/{id}": {
    get: {
      parameters: { path: { id: string } };
      responses: { 200: { content: { "application/json": { text: string } } } };
    };
  };
}

const contract = { serverUrl: "https://api.example", schemes: {}, operations: { "GET /notes/{id}": { id: "readNote" } } };

const client: ApiClient<Paths> = createApiClient<Paths>(contract, {
  fetch: async ({ url }) => Response.json({ text: url }),
});
const { data, error } = await client.GET("/notes/{id}", { params: { path: { id: "1" } } });
if (data?.text !== "https://api.example/notes/1") throw new Error(`GET gave ${data?.text} and ${error}`);

async function* reply() {}
const transport: ChatTransport = createChatTransport({ send: async () => reply() });
if (typeof transport.sendMessages !== "function") throw new Error("createChatTransport made no transport");

// @ts-expect-error The id is missing.
const failure = await unwrap(client.GET("/notes/{id}", {})).catch((reason: unknown) => reason);
if (!isParleyError(failure)) throw failure;
