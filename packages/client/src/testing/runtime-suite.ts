/** What has to work in every runtime, without a test framework: bundled, and run against `runtime-server.ts`. */

import type { ClientContract, StreamContract } from "@parley/contracts";
import {
  AbortError,
  type ApiClient,
  type ApiOptions,
  createApiClient,
  createCodeChallenge,
  createCodeVerifier,
  createTokenSource,
  isParleyError,
  NotFoundError,
  openStream,
  unwrap,
} from "../index.ts";

/** Result of each check by its name: `ok`, or what went wrong. */
export interface SuiteReport {
  /** Name and version of the runtime, as it says itself. */
  readonly runtime: string;
  readonly results: Readonly<Record<string, string>>;
}

interface Note {
  readonly id: string;
  readonly credential: string;
}

interface WithId {
  parameters: { path: { id: string } };
}

interface Paths {
  "/notes/{id}": {
    get: WithId & {
      responses: {
        200: { content: { "application/json": Note } };
        404: { content: { "application/json": { message: string } } };
      };
    };
  };
  "/files": {
    post: {
      requestBody: { content: { "multipart/form-data": { title: string; file: Blob } } };
      responses: { 200: { content: { "application/json": readonly (readonly string[])[] } } };
    };
  };
  "/bytes": { get: { responses: { 200: { content: { "application/octet-stream": Blob } } } } };
  "/words/{id}": { get: WithId & { responses: { 200: { content: { "text/event-stream": string } } } } };
  "/closed/{id}": { get: WithId & { responses: { 200: { content: { "application/json": true } } } } };
}

const operations: ClientContract["operations"] = {
  "GET /notes/{id}": { id: "readNote", statuses: [404], security: ["token", ""] },
  "POST /files": { id: "sendFile", mediaType: "multipart/form-data" },
  "GET /bytes": { id: "download" },
  "GET /words/{id}": { id: "readWords", stream: [] },
  "GET /closed/{id}": { id: "waitForClose" },
};

const words: StreamContract<{ type: "word"; data: string } | { type: "done"; data: null }> = {
  discriminator: "event",
  events: { word: { json: true }, done: { json: true } },
  grammar: "word* done",
  automaton: {
    states: [
      { next: { word: 0, done: 1 }, accepting: false },
      { next: {}, accepting: true },
    ],
  },
  terminal: ["done"],
  failures: [],
  resume: "none",
};

/** Ends a check that waits for what never comes. */
const patience = 10_000;

function connect(origin: string, options: ApiOptions = {}): ApiClient<Paths> {
  return createApiClient<Paths>(
    {
      serverUrl: origin,
      schemes: { token: { in: "header", name: "authorization", prefix: "Bearer " } },
      operations,
    },
    // Retries begin at once.
    { random: () => 0, timeout: patience, ...options },
  );
}

function readNote(client: ApiClient<Paths>, id: string): Promise<Note> {
  return unwrap(client.GET("/notes/{id}", { params: { path: { id } } }));
}

function waitForClose(client: ApiClient<Paths>, id: string): Promise<true> {
  return unwrap(client.GET("/closed/{id}", { params: { path: { id } } }));
}

function equal(actual: unknown, expected: unknown): void {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (seen !== wanted) throw new Error(`${seen} instead of ${wanted}`);
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "no error",
    (error: unknown) => error,
  );
}

const checks: Readonly<Record<string, (origin: string) => Promise<void>>> = {
  "a call that answers JSON": async (origin) => {
    equal(await readNote(connect(origin), "żółw 🐢"), { id: "żółw 🐢", credential: "" });
  },

  "a refusal": async (origin) => {
    const error = await failureOf(readNote(connect(origin), "missing"));
    if (!(error instanceof NotFoundError)) throw error;
    equal([isParleyError(error), error.status, error.body], [true, 404, { message: "no such note" }]);
  },

  "a retry": async (origin) => {
    let attempts = 0;
    const client = connect(origin, {
      fetch: (request) => {
        attempts += 1;
        return fetch(request);
      },
    });
    await readNote(client, `flaky-${createCodeVerifier()}`);
    equal(attempts, 2);
  },

  "a token that is refreshed once for many": async (origin) => {
    let fetched = 0;
    const fetchToken = async () => {
      fetched += 1;
      return "valid";
    };
    const client = connect(origin, { credentials: { token: createTokenSource({ fetchToken, token: "expired" }) } });
    const notes = await Promise.all(Array.from({ length: 20 }, () => readNote(client, "guarded")));
    equal([fetched, [...new Set(notes.map(({ credential }) => credential))]], [1, ["Bearer valid"]]);
  },

  "a challenge of PKCE": async () => {
    // RFC 7636, appendix B.
    const challenge = await createCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    equal(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    const verifiers = new Set(Array.from({ length: 100 }, createCodeVerifier));
    equal([verifiers.size, [...verifiers].every((verifier) => /^[\w-]{43}$/.test(verifier))], [100, true]);
  },

  "a stream whose characters are cut": async (origin) => {
    let text = "";
    for await (const event of await openStream(connect(origin), "get", "/words/{id}", words, {
      params: { path: { id: "all" } },
    })) {
      if (event.type === "word") text += event.data;
    }
    equal(text, "zażółć gęślą jaźń 🐢");
  },

  "a stream that is left": async (origin) => {
    const client = connect(origin);
    const path = { id: `left-${createCodeVerifier()}` };
    for await (const _event of await openStream(client, "get", "/words/{id}", words, { params: { path } })) break;
    equal(await waitForClose(client, path.id), true);
  },

  "a stream that is aborted": async (origin) => {
    const client = connect(origin);
    const path = { id: `aborted-${createCodeVerifier()}` };
    const params = { path };
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      for await (const _event of await openStream(client, "get", "/words/{id}", words, { params, signal }))
        controller.abort();
    };
    const error = await failureOf(read());
    if (!(error instanceof AbortError)) throw error;
    equal(await waitForClose(client, path.id), true);
  },

  "a form with a file": async (origin) => {
    const file = new File(["a,b\n1,żółw\n"], "dane żółwia.csv", { type: "text/csv" });
    equal(await unwrap(connect(origin).POST("/files", { body: { title: "Żółw", file } })), [
      ["title", "Żółw"],
      ["file", "dane żółwia.csv", "text/csv", "a,b\n1,żółw\n"],
    ]);
  },

  "a download": async (origin) => {
    const blob = await unwrap(connect(origin).GET("/bytes", { parseAs: "blob" }));
    equal([...new Uint8Array(await blob.arrayBuffer())], [0, 127, 128, 255]);
  },
};

/** Names of the checks. */
export const checkNames: readonly string[] = Object.keys(checks);

/** Runs all checks, one after the other. */
export async function runSuite(origin: string): Promise<SuiteReport> {
  const results: Record<string, string> = {};
  for (const [name, check] of Object.entries(checks)) {
    results[name] = await check(origin).then(
      () => "ok",
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );
  }
  const { navigator, process } = globalThis as {
    navigator?: { readonly userAgent: string };
    process?: { readonly version: string };
  };
  return { runtime: navigator?.userAgent ?? `Node.js/${process?.version}`, results };
}
