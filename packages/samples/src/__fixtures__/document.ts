/** A small contract with one operation of each kind that samples treat in their own way. */

import type { OpenApiDocument } from "@parley/contracts/document";

export const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Birds", version: "1.0.0" },
  servers: [{ url: "https://birds.example" }],
  security: [{ key: [] }],
  paths: {
    "/birds/{bird}/song": {
      post: {
        operationId: "streamSong",
        "x-provenance": "documented",
        summary: "Hear a song",
        description: "Sings.",
        tags: ["Songs"],
        parameters: [
          { name: "bird", in: "path", required: true, example: "blue tit", schema: { type: "string" } },
          { name: "loud", in: "query", schema: { type: "boolean" } },
          { name: "X-Season", in: "header", required: true, schema: { type: "string", enum: ["spring", "autumn"] } },
        ],
        requestBody: {
          content: { "application/json": { examples: { ok: { summary: "A short song", value: { notes: 3 } } } } },
        },
        responses: {
          "200": {
            description: "The song.",
            content: {
              "application/json": { examples: { ok: { value: {} } } },
              "text/event-stream": {
                examples: { ok: { value: "event: end\ndata: end\n\n" } },
                "x-stream": {
                  "x-provenance": "documented",
            discriminator: "event",
                  events: { end: { summary: "The song is over", text: "end", terminal: true } },
                  grammar: "end",
                  resume: "none",
                  requestedBy: [{ in: "body", name: "stream", value: true }],
                },
              },
            },
          },
          "404": {
            description: "No such bird.",
            content: { "application/json": { examples: { unknownBird: { summary: "A fish", value: {} } } } },
          },
        },
      },
    },
    "/recordings": {
      post: {
        operationId: "uploadRecording",
        "x-provenance": "assumed",
        summary: "Send a recording",
        description: "Keeps a recording.",
        tags: ["Recordings"],
        security: [],
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: { type: "object", properties: { sound: { description: "Bytes." }, title: { type: "string" } } },
              examples: { ok: { summary: "A form", value: { sound: "tit.wav", title: "It's a tit" } } },
            },
          },
        },
        responses: { "204": { description: "Kept. For ever." } },
      },
    },
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
};
