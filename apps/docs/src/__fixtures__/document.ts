/** A small contract with one operation of each kind that the pages treat in their own way. */

import type { OpenApiDocument } from "@parley/contracts/document";

export const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Birds", version: "1.0.0", summary: "Songs of birds.", description: "About birds." },
  servers: [{ url: "https://{region}.birds.example", variables: { region: { default: "north" } } }],
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
                "x-stream": {
                  "x-provenance": "seed",
                  discriminator: "event",
                  events: {
                    note: { summary: "A note | a rest", schema: { $ref: "#/components/schemas/SongNote" } },
                    end: { summary: "The song is over", text: "end", terminal: true },
                  },
                  grammar: "note* end",
                  heartbeat: { comment: "wind", seconds: 15 },
                  resume: "none",
                  requestedBy: [{ in: "body", name: "stream", value: true }],
                },
              },
            },
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
        "x-codeSamples": [{ lang: "HTML", label: "Player", source: "<audio></audio>" }],
        requestBody: {
          content: {
            "multipart/form-data": {
              schema: { type: "object", properties: { sound: { description: "Bytes." }, title: { type: "string" } } },
              examples: { ok: { summary: "A form", value: { sound: "tit.wav", title: "It's a tit" } } },
            },
            "audio/wav": { examples: { ok: { summary: "Bytes alone", value: "data:;base64,AA==", "x-external-file": "examples/tit.wav" } } },
          },
        },
        responses: { "204": { description: "Kept." } },
      },
    },
  },
  components: {
    schemas: {
      SongNote: { type: "object", properties: { example: { type: "string", "x-provenance": "assumed" } } },
    },
    securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key", description: "A key.", "x-provenance": "seed" } },
  },
};
