/** A contract of two operations, and a server that keeps to it unless it is told how to fail. */

import type { Validate } from "@parley/contracts";
import type { OpenApiDocument } from "@parley/contracts/document";
import type { Contract } from "../contract.ts";

const document = {
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
        security: [{ key: [] }],
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" }, example: "a b" },
          { name: "lang", in: "query", required: true, schema: { type: "string" }, example: "en" },
        ],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: { type: "object", required: ["text"] },
              examples: { ok: { summary: "A note", value: { text: "Hello", colour: "red" } } },
            },
          },
        },
        responses: {
          "200": {
            description: "Added.",
            content: { "application/json": { examples: { ok: { value: { ok: true } }, twice: { value: { ok: false } } } } },
          },
          "400": { description: "Bad.", content: { "application/json": { examples: { bad: { value: { ok: "bad" } } } } } },
          "401": { description: "Who?", content: { "application/json": { examples: { who: { value: { ok: "who" } } } } } },
          "204": { description: "Nothing." },
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
        responses: {
          "200": {
            description: "Events.",
            content: { "text/event-stream": { examples: { ok: { value: "data: a\n\ndata: b\n\n" } } } },
          },
        },
      },
    },
  },
  components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
} satisfies OpenApiDocument;

function validator(isValid: (data: unknown) => boolean): Validate {
  const validate: Validate = (data) => {
    const accepted = isValid(data);
    validate.errors = accepted
      ? null
      : [{ instancePath: "/ok", keyword: "type", params: {}, message: "is of the wrong type" }];
    return accepted;
  };
  return validate;
}

const hasMember = (name: string) => validator((data) => typeof data === "object" && data !== null && name in data);

/** The contract of the fixture. */
export const contract: Contract = {
  name: "notes",
  document,
  validators: {
    addNote: {
      request: { "application/json": hasMember("text") },
      responses: {
        "200": { "application/json": hasMember("ok") },
        "400": { "application/json": hasMember("ok") },
        "401": { "application/json": hasMember("ok") },
        "204": {},
      },
      events: {},
    },
    streamFeed: { request: {}, responses: { "200": {} }, events: {} },
  },
  streams: {
    streamFeed: {
      discriminator: "text",
      events: { a: { text: "a" }, b: { text: "b" } },
      terminal: ["b"],
      failures: [],
      grammar: "a b",
      automaton: {
        states: [
          { next: { a: 1 }, accepting: false },
          { next: { b: 2 }, accepting: false },
          { next: {}, accepting: true },
        ],
      },
      resume: "none",
    },
  },
  readExample: () => Promise.reject(new Error("no file")),
};

/** Answers as the contract says. */
export async function honestServer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const prefer = request.headers.get("prefer") ?? "";
  if (pathname === "/feed") {
    if (request.method !== "GET") return Response.json({}, { status: 405, headers: { allow: "GET" } });
    return new Response("data: a\n\ndata: b\n\n", { headers: { "content-type": "text/event-stream" } });
  }
  if (pathname !== "/notes/a%20b") return Response.json({}, { status: 404 });
  if (request.method !== "POST") return Response.json({}, { status: 405, headers: { allow: "POST" } });
  if (!request.headers.get("x-key")) return Response.json({ ok: "who" }, { status: 401 });
  const isJson = request.headers.get("content-type") === "application/json";
  const body = isJson ? ((await request.json().catch(() => ({}))) as object) : {};
  if (!("text" in body) || !searchParams.has("lang")) return Response.json({ ok: "bad" }, { status: 400 });
  if (prefer.includes("code=204")) return new Response(null, { status: 204 });
  if (prefer.includes("code=400")) return Response.json({ ok: "bad" }, { status: 400 });
  if (prefer.includes("code=401")) return Response.json({ ok: "who" }, { status: 401 });
  return Response.json({ ok: !prefer.includes("example=twice") });
}
