/** A project that installed the package: type-checked and run outside of the workspace. */

import { type Api, call, createApi, type Data, isParleyError } from "@parley/client";
import { type ChatTransport, createChatTransport } from "@parley/client/ai-sdk";
import { type QueryOptions, queryOptions } from "@parley/client/tanstack";

interface Types {
  readNote: {
    parameters: { path: { id: string } };
    responses: { 200: { content: { "application/json": { text: string } } } };
  };
}

const readNote = {
  id: "readNote",
  method: "get",
  path: "/notes/{id}",
  tag: "Notes",
  provenance: "assumed",
  idempotent: true,
  parameters: [{ name: "id", in: "path", required: true }],
  responses: { 200: ["application/json"] },
  security: [],
} as const;

const api: Api<Types> = createApi<Types>(
  { serverUrl: "https://api.example", securitySchemes: {} },
  { fetch: async ({ url }) => Response.json({ text: url }) },
);
const note: Data<Types, typeof readNote> = await call(api, readNote, { path: { id: "1" } });
if (note.text !== "https://api.example/notes/1") throw new Error(`call gave ${note.text}`);

const options: QueryOptions<{ text: string }, readonly unknown[]> = queryOptions(api, readNote, { path: { id: "1" } });
if (options.queryKey[0] !== "readNote") throw new Error("queryOptions made another key");

async function* reply() {}
const transport: ChatTransport = createChatTransport({ send: async () => reply() });
if (typeof transport.sendMessages !== "function") throw new Error("createChatTransport made no transport");

// @ts-expect-error The id is missing.
const failure = await call(api, readNote, { path: {} }).catch((error: unknown) => error);
if (!isParleyError(failure)) throw failure;
