import type { Operation, StreamContract } from "@parley/client";

/** Types of the operations, as openapi-typescript emits them from an OpenAPI document. */
export interface NoteTypes {
  createNote: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    requestBody: {
      content: { "application/json": { text: string }; "multipart/form-data": { text: string; files?: Blob[] } };
    };
    responses: { 201: { content: { "application/json": Note } }; 429: { content: { "application/json": Problem } } };
  };
  getNote: {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    requestBody?: never;
    responses: { 200: { content: { "application/json": Note } }; 404: { content: { "application/json": Problem } } };
  };
  explainNote: {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    requestBody?: never;
    responses: { 200: { content: { "text/event-stream": string } }; 404: { content: { "application/json": Problem } } };
  };
}

export interface Note {
  id: string;
  text: string;
}

export interface Problem {
  error: { code: "unknown_note" | "too_many"; message: string };
}

const json = ["application/json"] as const;
const base = { tag: "Notes", provenance: "assumed", parameters: [], security: [{ userToken: [] }] } as const;

export const contract = {
  serverUrl: "https://notes.example",
  securitySchemes: { userToken: { type: "http", scheme: "bearer" } },
} as const;

export const createNote = {
  ...base,
  id: "createNote",
  method: "post",
  path: "/notes",
  idempotent: false,
  requestBody: { required: true, mediaTypes: ["application/json", "multipart/form-data"] },
  responses: { 201: json, 429: json },
} as const satisfies Operation;

export const getNote = {
  ...base,
  id: "getNote",
  method: "get",
  path: "/notes/{id}",
  idempotent: true,
  responses: { 200: json, 404: json },
} as const satisfies Operation;

export const explainNote = {
  ...base,
  id: "explainNote",
  method: "get",
  path: "/notes/{id}/explanation",
  idempotent: true,
  responses: { 200: ["text/event-stream"], 404: json },
  stream: { status: "200", requestedBy: [] },
} as const satisfies Operation;

/** Text in pieces, then `done` or `failed`. */
export const explanation: StreamContract<
  | { type: "text"; data: { piece: string } }
  | { type: "done"; data: Record<string, never> }
  | { type: "failed"; data: { code: string; message: string } }
> = {
  discriminator: "event",
  events: { text: { json: true }, done: { json: true }, failed: { json: true } },
  terminal: ["done", "failed"],
  failures: ["failed"],
  grammar: "text* (done | failed)",
  automaton: {
    states: [
      { next: { text: 0, done: 1, failed: 1 }, accepting: false },
      { next: {}, accepting: true },
    ],
  },
  heartbeat: { comment: "beat", seconds: 15 },
  resume: "none",
};
