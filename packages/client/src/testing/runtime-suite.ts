/** What has to work in every runtime, without a test framework: bundled, and run against `runtime-server.ts`. */

import type { Operation, StreamContract } from "@parley/contracts";
import {
  AbortError,
  type Api,
  type ApiOptions,
  call,
  callBlob,
  createApi,
  createCodeChallenge,
  createCodeVerifier,
  createTokenSource,
  isParleyError,
  NotFoundError,
  openStream,
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

interface Types {
  readNote: {
    parameters: { path: { id: string } };
    responses: {
      200: { content: { "application/json": Note } };
      404: { content: { "application/json": { message: string } } };
    };
  };
  sendFile: {
    requestBody: { content: { "multipart/form-data": { title: string; file: Blob } } };
    responses: { 200: { content: { "application/json": readonly (readonly string[])[] } } };
  };
  download: { responses: { 200: { content: { "application/octet-stream": Blob } } } };
  readWords: { parameters: { path: { id: string } }; responses: { 200: { content: { "text/event-stream": string } } } };
  waitForClose: { parameters: { path: { id: string } }; responses: { 200: { content: { "application/json": true } } } };
}

const shared = { tag: "Suite", provenance: "assumed", idempotent: true, parameters: [], security: [] } as const;
const json = ["application/json"] as const;

const readNote = {
  ...shared,
  id: "readNote",
  method: "get",
  path: "/notes/{id}",
  responses: { 200: json, 404: json },
  security: [{ token: [] }, {}],
} as const satisfies Operation;

const sendFile = {
  ...shared,
  id: "sendFile",
  method: "post",
  path: "/files",
  requestBody: { required: true, mediaTypes: ["multipart/form-data"] },
  responses: { 200: json },
} as const satisfies Operation;

const download = {
  ...shared,
  id: "download",
  method: "get",
  path: "/bytes",
  responses: { 200: ["application/octet-stream"] },
} as const satisfies Operation;

const readWords = {
  ...shared,
  id: "readWords",
  method: "get",
  path: "/words/{id}",
  responses: { 200: ["text/event-stream"] },
  stream: { status: "200", requestedBy: [] },
} as const satisfies Operation;

const waitForClose = {
  ...shared,
  id: "waitForClose",
  method: "get",
  path: "/closed/{id}",
  responses: { 200: json },
} as const satisfies Operation;

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

function connect(origin: string, options: ApiOptions = {}): Api<Types> {
  return createApi<Types>(
    { serverUrl: origin, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    // Retries begin at once.
    { random: () => 0, timeout: patience, ...options },
  );
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
    equal(await call(connect(origin), readNote, { path: { id: "żółw 🐢" } }), { id: "żółw 🐢", credential: "" });
  },

  "a refusal": async (origin) => {
    const error = await failureOf(call(connect(origin), readNote, { path: { id: "missing" } }));
    if (!(error instanceof NotFoundError)) throw error;
    equal([isParleyError(error), error.status, error.body], [true, 404, { message: "no such note" }]);
  },

  "a retry": async (origin) => {
    const attempts: number[] = [];
    const api = connect(origin, {
      use: [
        (request, next, { attempt }) => {
          attempts.push(attempt);
          return next(request);
        },
      ],
    });
    await call(api, readNote, { path: { id: `flaky-${createCodeVerifier()}` } });
    equal(attempts, [1, 2]);
  },

  "a token that is refreshed once for many": async (origin) => {
    let fetched = 0;
    const fetchToken = async () => {
      fetched += 1;
      return "valid";
    };
    const api = connect(origin, { credentials: { token: createTokenSource({ fetchToken, token: "expired" }) } });
    const notes = await Promise.all(Array.from({ length: 20 }, () => call(api, readNote, { path: { id: "guarded" } })));
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
    for await (const event of await openStream(connect(origin), readWords, words, { path: { id: "all" } })) {
      if (event.type === "word") text += event.data;
    }
    equal(text, "zażółć gęślą jaźń 🐢");
  },

  "a stream that is left": async (origin) => {
    const api = connect(origin);
    const path = { id: `left-${createCodeVerifier()}` };
    for await (const _event of await openStream(api, readWords, words, { path })) break;
    equal(await call(api, waitForClose, { path }), true);
  },

  "a stream that is aborted": async (origin) => {
    const api = connect(origin);
    const path = { id: `aborted-${createCodeVerifier()}` };
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      for await (const _event of await openStream(api, readWords, words, { path, signal })) controller.abort();
    };
    const error = await failureOf(read());
    if (!(error instanceof AbortError)) throw error;
    equal(await call(api, waitForClose, { path }), true);
  },

  "a form with a file": async (origin) => {
    const file = new File(["a,b\n1,żółw\n"], "dane żółwia.csv", { type: "text/csv" });
    equal(await call(connect(origin), sendFile, { body: { title: "Żółw", file } }), [
      ["title", "Żółw"],
      ["file", "dane żółwia.csv", "text/csv", "a,b\n1,żółw\n"],
    ]);
  },

  "a download": async (origin) => {
    const { blob } = await callBlob(connect(origin), download);
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
