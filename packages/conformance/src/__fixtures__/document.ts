/** A contract that has one of everything that the suite checks. */

import type { OpenApiDocument } from "@parley/contracts/document";

const transcript = `id: 1
event: begin
data: {"title":"Today"}

id: 2
event: note
data: {"text":"Bread","kind":"todo"}

id: 3
event: note
data: {"text":"Milk","kind":"todo"}

id: 4
event: done
data: [DONE]

`;

const shortTranscript = `id: 1
event: begin
data: {"title":"Nothing"}

id: 2
event: done
data: [DONE]

`;

/** An example whose bytes are in a file. */
const bytes = { value: "data:application/octet-stream;base64,AAFieXRlcw==", "x-external-file": "examples/note.bin" };

const error = (text: string) => ({
  content: {
    "application/json": {
      schema: { $ref: "#/components/schemas/Refusal" },
      examples: { [text]: { value: { message: text } } },
    },
  },
});

/** The document of the fixture. */
export const document = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1.0.0" },
  servers: [{ url: "http://notes.example" }],
  paths: {
    "/notes/{id}": {
      post: {
        operationId: "addNote",
        summary: "Add a note",
        description: "Adds a note.",
        tags: ["Notes"],
        "x-provenance": "seed",
        security: [{ key: [] }, { token: [] }],
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string", pattern: "^[a-z] [a-z]$" }, example: "a b" },
          { name: "lang", in: "query", required: true, schema: { type: "string", enum: ["en", "fr"] }, example: "en" },
          { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 }, example: 10 },
          { name: "X-Request-Id", in: "header", required: true, schema: { type: "string", minLength: 2 }, example: "r1" },
        ],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { $ref: "#/components/schemas/Note" },
              examples: {
                ok: {
                  summary: "A note",
                  value: {
                    text: "Hello",
                    kind: "todo",
                    weight: 3,
                    isDone: false,
                    due: "2026-03-01T08:00:00Z",
                    tags: ["home"],
                    author: { name: "Ada" },
                  },
                },
                short: { summary: "A short note", value: { text: "Hi" } },
              },
            },
          },
        },
        responses: {
          "200": {
            description: "Added.",
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/SavedNote" },
                examples: {
                  ok: {
                    value: {
                      id: 7,
                      text: "Hello",
                      kind: "todo",
                      due: "2026-03-01T08:00:00Z",
                      tags: ["home", "work"],
                      parent: null,
                      isPinned: true,
                    },
                  },
                  twice: { value: { id: 8, text: "Hello", kind: "memo", due: "2026-03-01T08:00:00Z", tags: [] } },
                },
              },
            },
          },
          "201": {
            description: "Made.",
            headers: {
              Location: { required: true, schema: { type: "string", format: "uri-reference" }, example: "/notes/7" },
              ETag: { schema: { type: "string" }, example: '"7-1"' },
            },
            content: {
              "application/json": {
                schema: { $ref: "#/components/schemas/SavedNote" },
                examples: {
                  made: { value: { id: 7, text: "Hello", kind: "todo", due: "2026-03-01T08:00:00Z", tags: ["a"] } },
                },
              },
            },
          },
          "204": { description: "Nothing." },
          "400": { description: "Bad.", ...error("bad") },
          "401": {
            description: "Who?",
            headers: { "WWW-Authenticate": { schema: { type: "string" }, example: 'Key realm="notes"' } },
            ...error("who"),
          },
          "404": { description: "Not there.", ...error("missing") },
          "429": {
            description: "Slow down.",
            headers: { "Retry-After": { schema: { type: "integer", minimum: 0 }, example: 2 } },
            ...error("slow"),
          },
          "500": { description: "Broken.", ...error("broken") },
        },
      },
      get: {
        operationId: "readNote",
        summary: "Read a note",
        description: "Reads a note as a page.",
        tags: ["Notes"],
        "x-provenance": "seed",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" }, example: "a b" }],
        responses: {
          "200": {
            description: "The note.",
            headers: { ETag: { schema: { type: "string" }, example: '"7-1"' } },
            content: {
              "text/html; charset=utf-8": {
                schema: { type: "string" },
                examples: { page: { value: "<p>Hello, caf\u00e9</p>" } },
              },
            },
          },
          "304": { description: "The same.", headers: { ETag: { schema: { type: "string" }, example: '"7-1"' } } },
          "404": { description: "Not there.", ...error("missing") },
        },
      },
    },
    "/token": {
      post: {
        operationId: "createToken",
        summary: "Create a token",
        description: "Signs in.",
        tags: ["Notes"],
        "x-provenance": "seed",
        security: [],
        requestBody: {
          required: true,
          content: {
            "application/x-www-form-urlencoded": {
              schema: {
                type: "object",
                required: ["grant"],
                properties: { grant: { type: "string", enum: ["code"] }, hours: { type: "integer", maximum: 24 } },
              },
              examples: { ok: { value: { grant: "code", hours: 1 } } },
            },
          },
        },
        responses: {
          "200": {
            description: "The token.",
            headers: { "Cache-Control": { schema: { type: "string" }, example: "no-store" } },
            content: {
              "application/json": {
                schema: { type: "object", required: ["token"], properties: { token: { type: "string" } } },
                examples: { ok: { value: { token: "t-1" } } },
              },
            },
          },
          "400": { description: "Bad.", ...error("bad") },
        },
      },
    },
    "/start": {
      get: {
        operationId: "startSignIn",
        summary: "Start the sign-in",
        description: "Leads to the page of the sign-in.",
        tags: ["Notes"],
        "x-provenance": "seed",
        parameters: [{ name: "scope", in: "query", required: true, schema: { type: "string" }, example: "read" }],
        responses: {
          "302": {
            description: "To the page.",
            headers: {
              Location: {
                required: true,
                schema: { type: "string", format: "uri" },
                examples: {
                  ok: { value: "https://notes.example/in?code=1" },
                  wrong: { value: "https://notes.example/in?error=invalid_scope" },
                },
              },
            },
          },
          "400": { description: "Bad.", ...error("bad") },
        },
      },
    },
    "/file": {
      get: {
        operationId: "downloadFile",
        summary: "Download a file",
        description: "Gives bytes.",
        tags: ["Notes"],
        "x-provenance": "seed",
        responses: {
          "200": {
            description: "The bytes.",
            content: {
              "application/octet-stream": { schema: {}, examples: { ok: bytes } },
            },
          },
        },
      },
    },
    "/feed": {
      get: {
        operationId: "streamFeed",
        summary: "Read the feed",
        description: "Streams.",
        tags: ["Notes"],
        "x-provenance": "assumed",
        security: [{ token: [], app: [] }],
        responses: {
          "200": {
            description: "Events.",
            content: {
              "text/event-stream": {
                schema: { type: "string" },
                examples: { ok: { value: transcript }, empty: { value: shortTranscript } },
                "x-stream": {
                  "x-provenance": "assumed",
                  discriminator: "event",
                  events: {
                    begin: { summary: "It begins", schema: { $ref: "#/components/schemas/Begin" } },
                    note: { summary: "A note", schema: { $ref: "#/components/schemas/FeedNote" } },
                    done: { summary: "It ends", text: "[DONE]", terminal: true },
                  },
                  grammar: "begin note* done",
                  heartbeat: { comment: "heartbeat", seconds: 15 },
                  resume: "last-event-id",
                },
              },
            },
          },
          "401": { description: "Who?", ...error("who") },
        },
      },
    },
    "/ticks": {
      get: {
        operationId: "streamTicks",
        summary: "Read the ticks",
        description: "Streams, without names of events.",
        tags: ["Notes"],
        "x-provenance": "assumed",
        responses: {
          "200": {
            description: "Events.",
            content: {
              "text/event-stream": {
                schema: { type: "string" },
                examples: { ok: { value: 'data: {"type":"tick","count":1}\n\ndata: {"type":"end"}\n\n' } },
                "x-stream": {
                  "x-provenance": "assumed",
                  discriminator: "data.type",
                  events: {
                    tick: { summary: "A tick", schema: { type: "object", required: ["count"] } },
                    end: { summary: "It ends", schema: { type: "object" }, terminal: true },
                  },
                  grammar: "tick* end?",
                  resume: "none",
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: "apiKey", in: "header", name: "X-Key" },
      token: { type: "http", scheme: "bearer" },
      app: { type: "apiKey", in: "header", name: "X-App" },
    },
    schemas: {
      Refusal: { type: "object", required: ["message"], properties: { message: { type: "string" } } },
      Author: { type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 20 } } },
      Note: {
        type: "object",
        required: ["text"],
        properties: {
          text: { type: "string", minLength: 2, maxLength: 20 },
          kind: { type: "string", enum: ["todo", "memo"] },
          weight: { type: "integer", minimum: 0, exclusiveMaximum: 10 },
          isDone: { type: "boolean" },
          due: { type: "string", format: "date-time" },
          tags: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 3, uniqueItems: true },
          author: { $ref: "#/components/schemas/Author" },
        },
        additionalProperties: false,
      },
      SavedNote: {
        type: "object",
        required: ["id", "text", "kind", "due", "tags"],
        properties: {
          id: { type: "integer", maximum: 1000 },
          text: { type: "string" },
          kind: { type: "string", enum: ["todo", "memo"] },
          due: { type: "string", format: "date-time" },
          tags: { type: "array", items: { type: "string" } },
          parent: { type: ["integer", "null"] },
          isPinned: { type: "boolean" },
          pin: { type: "string", writeOnly: true },
        },
      },
      Begin: { type: "object", required: ["title"], properties: { title: { type: "string" } } },
      FeedNote: {
        type: "object",
        required: ["text", "kind"],
        properties: { text: { type: "string" }, kind: { enum: ["todo", "memo"] } },
      },
    },
  },
} satisfies OpenApiDocument;
