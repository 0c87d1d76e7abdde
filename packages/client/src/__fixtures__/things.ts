/** A small contract that no vendor has, and clients of it whose server is a list of answers. */

import { createManualClock, type ManualClock } from "@parley/clock/manual";
import type { ClientContract, ClientOperation, ClientScheme, StreamContract } from "@parley/contracts";
import { type ApiClient, type ApiContract, type ApiOptions, createApiClient } from "../request/index.ts";

interface Problem {
  message?: string;
}

interface Json<Body> {
  content: { "application/json": Body };
}

interface Thing {
  id: string;
}

interface None {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

type With<Given> = Omit<None, keyof Given> & Given;

/** Paths of the contract, in the form that openapi-typescript gives them. */
export interface ThingPaths {
  "/things": {
    get: {
      parameters: With<{
        query?: {
          tags?: string[];
          ids?: number[];
          filter?: { [key: string]: unknown };
          limit?: number;
        };
        header?: { "If-None-Match"?: string };
      }>;
      requestBody?: never;
      responses: { 200: Json<Thing[]>; 304: { content?: never }; 429: Json<Problem>; 500: Json<Problem> };
    };
    post: {
      parameters: With<{ query?: { token?: string } }>;
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
  };
  "/things/{id}": {
    get: {
      parameters: With<{ path: { id: string } }>;
      requestBody?: never;
      responses: { 200: Json<Thing>; 404: Json<{ reason: string }>; 500: Json<Problem> };
    };
    put: {
      parameters: With<{ path: { id: string } }>;
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 204: { content?: never }; 401: Json<Problem> };
    };
  };
  "/file": {
    get: {
      parameters: None;
      requestBody?: never;
      responses: { 200: { content: { "text/csv": Blob; "application/pdf": Blob } }; 404: Json<Problem> };
    };
  };
  "/watch": {
    post: {
      parameters: With<{ query?: { stream?: "true" } }>;
      requestBody?: { content: { "application/json": { text?: string; stream?: boolean } } };
      responses: { 200: { content: { "application/json": Thing; "text/event-stream": string } }; 404: Json<Problem> };
    };
  };
}

const security = ["token"];

/** Security schemes of every kind. */
const schemes = {
  token: { in: "header", name: "authorization", prefix: "Bearer " },
  basic: { in: "header", name: "authorization", prefix: "Basic " },
  oauth: { in: "header", name: "authorization", prefix: "Bearer " },
  header: { in: "header", name: "x-key" },
  query: { in: "query", name: "key" },
  cookie: { in: "cookie", name: "sid" },
  visitor: { in: "header", name: "x-visitor" },
} as const satisfies Readonly<Record<string, ClientScheme>>;

/** The operations, as they are generated. */
const operations = {
  "GET /things": { id: "listThings", security, statuses: [304, 429, 500] },
  "POST /things": { id: "createThing", security, statuses: [400, 401] },
  "GET /things/{id}": { id: "getThing", security, statuses: [404, 500] },
  "PUT /things/{id}": {
    id: "replaceThing",
    security,
    statuses: [401],
    mediaType: "application/octet-stream",
  },
  "GET /file": { id: "download", security, statuses: [404], server: "https://files.example" },
  "POST /watch": {
    id: "watchThings",
    security,
    statuses: [404],
    idempotent: true,
    stream: [
      { in: "query", name: "stream", value: "true" },
      { in: "body", name: "stream", value: true },
    ],
  },
} as const satisfies ClientContract["operations"];

/** The contract of things. */
export const thingContract: ApiContract = { serverUrl: "https://things.example/v1", schemes, operations };

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
  readonly client: ApiClient<ThingPaths>;
  readonly received: ReceivedRequest[];
  readonly clock: ManualClock;
}

/** Options of a client of things, and what its contract has instead of the usual. */
export interface ThingOptions extends ApiOptions, Pick<ApiContract, "problemCode" | "isRejection"> {
  readonly operations?: Readonly<Record<string, ClientOperation>>;
}

/** Makes a client whose server gives these answers in order, the last one for ever. */
export function createThings(
  answers: readonly PlannedAnswer[],
  { operations: others, problemCode, isRejection, ...options }: ThingOptions = {},
): Things {
  const received: ReceivedRequest[] = [];
  const clock = createManualClock(Date.UTC(2026, 0, 1));
  const client = createApiClient<ThingPaths>(
    {
      ...thingContract,
      operations: { ...operations, ...others },
      ...(problemCode && { problemCode }),
      ...(isRejection && { isRejection }),
    },
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
  return { client, received, clock };
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
