import type { ApiContract, StreamContract } from "@parley/client";

/** Paths of the API, as openapi-typescript emits them from an OpenAPI document. */
export interface NotePaths {
  "/notes": {
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody: {
        content: { "application/json": { text: string }; "multipart/form-data": { text: string; files?: Blob[] } };
      };
      responses: { 201: { content: { "application/json": Note } }; 429: { content: { "application/json": Problem } } };
    };
  };
  "/notes/{id}": {
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: { content: { "application/json": Note } }; 404: { content: { "application/json": Problem } } };
    };
  };
  "/notes/{id}/explanation": {
    get: {
      parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
      requestBody?: never;
      responses: { 200: { content: { "text/event-stream": string } } };
    };
  };
}

export interface Note {
  id: string;
  text: string;
}

export interface Problem {
  error: { code: "unknown_note" | "too_many"; message: string };
}

/** What the engine has to know: where credentials go, which operation takes which, what they may answer. */
export const contract: ApiContract = {
  serverUrl: "https://notes.example",
  schemes: { userToken: { in: "header", name: "authorization", prefix: "Bearer " } },
  operations: {
    "POST /notes": { id: "createNote", security: ["userToken"], statuses: [429], idempotencyKey: "Idempotency-Key" },
    "GET /notes/{id}": { id: "getNote", security: ["userToken"], statuses: [404] },
    "GET /notes/{id}/explanation": { id: "explainNote", security: ["userToken"], stream: [] },
  },
};

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
