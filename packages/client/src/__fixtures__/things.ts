/** A small contract that no vendor has, and clients of it whose server is a list of answers. */

import { createManualClock, type ManualClock } from "@parley/clock/manual";
import type { Operation, SecurityScheme, StreamContract } from "@parley/contracts";
import { type ApiOptions, createApi } from "../request/index.ts";

interface Problem {
  message?: string;
}

interface Json<Body> {
  content: { "application/json": Body };
}

interface Thing {
  id: string;
}

/** Types of the operations, in the form that openapi-typescript gives them. */
export interface ThingTypes {
  listThings: {
    parameters: {
      query?: {
        tags?: string[];
        ids?: number[];
        words?: string[];
        filter?: { [key: string]: unknown };
        sort?: { [key: string]: unknown };
        flat?: { [key: string]: unknown };
        limit?: number;
      };
      header?: { "If-None-Match"?: string };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: { 200: Json<Thing[]>; 304: { content?: never }; 429: Json<Problem>; 500: Json<Problem> };
  };
  getThing: {
    parameters: { query?: never; header?: never; path: { id: string; part?: string }; cookie?: never };
    requestBody?: never;
    responses: { 200: Json<Thing>; 404: Json<{ reason: string }>; 500: Json<Problem> };
  };
  createThing: {
    parameters: { query?: { token?: string }; header?: never; path?: never; cookie?: never };
    requestBody: {
      content: {
        "application/json": { name: string; password?: string };
        "multipart/form-data": { name: string; note?: string | null; data?: { a: number }; files?: Blob[]; file?: Blob };
        "application/x-www-form-urlencoded": { name: string; tags?: string[]; note?: string | null };
        "application/octet-stream": Blob;
      };
    };
    responses: { 201: Json<Thing>; 400: Json<Problem>; 401: Json<Problem> };
  };
  replaceThing: {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    requestBody: { content: { "application/octet-stream": Blob } };
    responses: { 204: { content?: never }; 401: Json<Problem> };
  };
  download: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    requestBody?: never;
    responses: { 200: { content: { "text/csv": Blob; "application/pdf": Blob } }; 404: Json<Problem> };
  };
  getScript: {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    requestBody?: never;
    responses: { 200: { content: { "text/javascript": string } }; 202: { content: { "application/json": Thing; "audio/wav": Blob } } };
  };
  watchThings: {
    parameters: { query?: { stream?: "true" }; header?: never; path?: never; cookie?: never };
    requestBody?: { content: { "application/json": { text?: string; stream?: boolean } } };
    responses: { 200: { content: { "application/json": Thing; "text/event-stream": string } }; 404: Json<Problem> };
  };
}

const base = { tag: "Things", provenance: "assumed", parameters: [], security: [{ token: [] }] } as const;
const json = ["application/json"] as const;

/** The operations. */
export const listThings = {
  ...base,
  id: "listThings",
  method: "get",
  path: "/things",
  idempotent: true,
  parameters: [
    { name: "tags", in: "query", required: false },
    { name: "ids", in: "query", required: false, explode: false },
    { name: "words", in: "query", required: false, style: "pipeDelimited" },
    { name: "filter", in: "query", required: false, style: "deepObject" },
    { name: "flat", in: "query", required: false, explode: false },
  ],
  responses: { 200: json, 304: [], 429: json, 500: json },
} as const satisfies Operation;
export const getThing = {
  ...base,
  id: "getThing",
  method: "get",
  path: "/things/{id}",
  idempotent: true,
  responses: { 200: json, 404: json, 500: json },
} as const satisfies Operation;
export const createThing = {
  ...base,
  id: "createThing",
  method: "post",
  path: "/things",
  idempotent: false,
  requestBody: {
    required: true,
    mediaTypes: [
      "application/json",
      "multipart/form-data",
      "application/x-www-form-urlencoded",
      "application/octet-stream",
    ],
  },
  responses: { 201: json, 400: json, 401: json },
} as const satisfies Operation;
export const replaceThing = {
  ...base,
  id: "replaceThing",
  method: "put",
  path: "/things/{id}",
  idempotent: true,
  requestBody: { required: true, mediaTypes: ["application/octet-stream"] },
  responses: { 204: [], 401: json },
} as const satisfies Operation;
export const download = {
  ...base,
  id: "download",
  method: "get",
  path: "/file",
  server: "https://files.example",
  idempotent: true,
  responses: { 200: ["text/csv", "application/pdf"], 404: json },
} as const satisfies Operation;
export const getScript = {
  ...base,
  id: "getScript",
  method: "get",
  path: "/script.js",
  idempotent: true,
  security: [],
  responses: { 200: ["text/javascript"], 202: ["application/json", "audio/wav"] },
} as const satisfies Operation;
export const watchThings = {
  ...base,
  id: "watchThings",
  method: "post",
  path: "/watch",
  idempotent: true,
  requestBody: { required: false, mediaTypes: ["application/json"] },
  responses: { 200: ["application/json", "text/event-stream"], 404: json },
  stream: {
    status: "200",
    requestedBy: [
      { in: "query", name: "stream", value: "true" },
      { in: "body", name: "stream", value: true },
    ],
  },
} as const satisfies Operation;

/** The events of `watchThings`. */
export type ThingEvent =
  | { type: "piece"; data: { text: string } }
  | { type: "done"; data: { total: number } }
  | { type: "failed"; data: { code?: string; message?: string } };

/** The stream of `watchThings`: `piece* (done | failed)`, named by the SSE field `event`. */
export const thingStream: StreamContract<ThingEvent> = {
  discriminator: "event",
  events: { piece: { json: true }, done: { json: true }, failed: { json: true } },
  terminal: ["done", "failed"],
  failures: ["failed"],
  grammar: "piece* (done | failed)",
  automaton: {
    states: [
      { next: { piece: 0, done: 1, failed: 1 }, accepting: false },
      { next: {}, accepting: true },
    ],
  },
  resume: "none",
};

/** Every kind of security scheme. */
export const securitySchemes = {
  token: { type: "http", scheme: "bearer" },
  basic: { type: "http", scheme: "Basic" },
  oauth: { type: "oauth2", authorizationUrl: "", tokenUrl: "", scopes: [] },
  header: { type: "apiKey", in: "header", name: "x-key" },
  query: { type: "apiKey", in: "query", name: "key" },
  cookie: { type: "apiKey", in: "cookie", name: "sid" },
  visitor: { type: "apiKey", in: "header", name: "x-visitor" },
} as const satisfies Readonly<Record<string, SecurityScheme>>;

/** What a server answers: a response, made anew where it is a function, or an error that fetch throws. */
export type PlannedAnswer = Response | Error | ((request: Request) => Response | Promise<Response>);

/** A request as the server got it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client of things with what its server received. */
export interface Things {
  readonly api: ReturnType<typeof createApi<ThingTypes>>;
  readonly received: ReceivedRequest[];
  readonly clock: ManualClock;
}

/** Makes a client whose server gives these answers in order, the last one for ever. */
export function createThings(answers: readonly PlannedAnswer[], options: ApiOptions = {}): Things {
  const received: ReceivedRequest[] = [];
  const clock = createManualClock(Date.UTC(2026, 0, 1));
  const api = createApi<ThingTypes>(
    { serverUrl: "https://things.example/v1", securitySchemes },
    {
      clock,
      random: () => 0.5,
      fetch: async (request) => {
        const { method, url } = request;
        const answer = answers[Math.min(received.length, answers.length - 1)];
        received.push({ method, url, headers: Object.fromEntries(request.headers), body: await request.clone().text() });
        if (typeof answer === "function") return answer(request);
        if (answer instanceof Response) return answer.clone();
        throw answer;
      },
      ...options,
    },
  );
  return { api, received, clock };
}

/** A response with JSON. */
export function answer(status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A response with server-sent events, whole or in these chunks. */
export function answerStream(...chunks: readonly string[]): Response {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = bytes.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
