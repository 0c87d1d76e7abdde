/** Asks what `runtime-handler.ts` serves and writes down the answers; runs where the caller is, without a test framework. */

/** Sends a request to the handler, in whatever way it is reached. */
export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** What a runtime does in its own way. */
export interface Ways {
  /** It notices that a reader is gone when it writes to him next, which the suite then makes it do. */
  readonly noticesByWriting?: boolean;
  /** It does not tell a handler that has yet to answer that the caller is gone. */
  readonly tellsOfStreamsOnly?: boolean;
}

/** Headers that belong to a connection or to the program, and not to the answer. */
const foreign = new Set(["connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"]);

/** Ends what waits for something that never comes. */
const patience = 20_000;

const user = { authorization: "Bearer demo", "x-request-id": "question-of-the-suite" };
const json = { ...user, "content-type": "application/json" };

/** Status, headers and body of an answer; JSON as its value. */
async function read(response: Response) {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  return [response.status, headersOf(response), isJson ? (JSON.parse(text) as unknown) : text] as const;
}

function headersOf({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !foreign.has(name)).toSorted());
}

/** Reads a stream as far as some text. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, end: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  while (!text.endsWith(end)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return text;
}

function readerOf({ body }: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!body) throw new Error("There is no body");
  return body.getReader();
}

const post = (body: unknown): RequestInit => ({ method: "POST", headers: json, body: JSON.stringify(body) });

/** Asks for the answer that is given when the source of a stream has run its `finally`, or a handler knows it is left. */
async function awaitLeft(send: Send, task: string, { noticesByWriting = false }: Ways): Promise<unknown> {
  if (noticesByWriting) await send("/api/v1/tasks/clock/messages", post({ message: "Time goes on" }));
  const [, , body] = await read(await send(`/api/v1/tasks/${task}`, { method: "DELETE", headers: user }));
  return body;
}

const questions: Readonly<Record<string, (send: Send, ways: Ways) => Promise<unknown>>> = {
  "JSON is posted": async (send) => read(await send("/api/v1/tasks", post({ message: "Hi" }))),

  "every violation is named": async (send) =>
    read(await send("/api/v1/tasks", post({ systemPrompt: 1, autoExecute: "yes", env: [] }))),

  "malformed JSON": async (send) => read(await send("/api/v1/tasks", { ...post({}), body: '{"message": ' })),

  "a body that is too large": async (send) => read(await send("/api/v1/tasks", post({ message: "a".repeat(1_000) }))),

  "a media type that is not taken": async (send) =>
    read(await send("/api/v1/tasks", { method: "POST", headers: user, body: "message" })),

  "a form with files": async (send) => {
    const body = new FormData();
    body.append("message", "żółw 🐢");
    body.append("files", new File(["a,b\n1,żółw\n"], "dane żółwia.csv", { type: "text/csv" }));
    body.append("files", new File([], "empty.bin", { type: "application/octet-stream" }));
    return read(await send("/api/v1/tasks/%C5%BC%2F1/messages", { method: "POST", headers: user, body }));
  },

  "parameters of the query": async (send) => {
    const answers = ["", "?limit=2&offset=4", "?limit=0&offset=-1"].map(async (query) => {
      const [status, , body] = await read(await send(`/api/v1/tasks${query}`, { headers: user }));
      return [status, body];
    });
    return Promise.all(answers);
  },

  "a parameter of the header": async (send) => {
    const headers = { "if-none-match": '"1.0.0"', "x-request-id": "question-of-the-suite" };
    // The cache of a browser has no part in it.
    const answers = [{ "x-request-id": "question-of-the-suite" }, headers].map((sent) =>
      send("/widget/xyz-chat.js", { headers: sent, cache: "no-store" }).then(read),
    );
    return Promise.all(answers);
  },

  "no credential": async (send) =>
    read(await send("/api/v1/tasks", { headers: { "x-request-id": "question-of-the-suite" } })),

  "a credential that is not good": async (send) =>
    read(await send("/api/v1/tasks", { headers: { ...user, authorization: "Bearer other" } })),

  "a key in a header of its own": async (send) =>
    (await send("/api/v1/tasks", { headers: { "x-api-key": "demo" } })).status,

  "an unknown address": async (send) => read(await send("/api/v1/nothing", { headers: user })),

  "another method": async (send) => read(await send("/api/v1/tasks", { method: "PUT", headers: user })),

  HEAD: async (send) => read(await send("/api/v1/tasks", { method: "HEAD", headers: user })),

  OPTIONS: async (send) => read(await send("/api/v1/tasks", { method: "OPTIONS", headers: user })),

  "a preflight": async (send) => {
    const headers = {
      origin: "https://shop.example",
      "access-control-request-method": "POST",
      "x-request-id": "question-of-the-suite",
    };
    return read(await send("/api/v1/tasks", { method: "OPTIONS", headers }));
  },

  "a handler that throws": async (send) => read(await send("/api/v1/tasks/1", { headers: user })),

  "an id for a request without one": async (send) => {
    const { headers } = await send("/api/v1/nothing");
    return (headers.get("x-request-id") ?? "").replace(/[0-9a-f]/g, "0");
  },

  "raw bytes, at once and as a stream": async (send) => {
    const answers = ["bytes", "stream"].map(async (path) => {
      const response = await send(`/api/v1/tasks/1/artifacts/download?path=${path}`, { headers: user });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const isWhole = bytes.every((byte, index) => byte === (index % 1_000) % 256);
      return [response.status, headersOf(response), bytes.length, isWhole];
    });
    return Promise.all(answers);
  },

  "a stream": async (send) => read(await send("/api/v1/tasks/speaking/stream", { headers: user })),

  "a long stream": async (send) => {
    const response = await send("/api/v1/tasks/speaking-much/stream", { headers: user });
    const numbers = [...(await response.text()).matchAll(/"text":"(\d+) ż{3}/g)].map(([, number]) => Number(number));
    return [numbers.length, numbers.every((number, index) => number === index)];
  },

  "a stream that fails": async (send) => (await send("/api/v1/tasks/failing/stream", { headers: user })).text(),

  "a refusal of a stream": async (send) => read(await send("/api/v1/tasks/unknown/stream", { headers: user })),

  "events come when they are made": async (send) => {
    const reader = readerOf(await send("/api/v1/tasks/waiting-1/stream", { headers: user }));
    const before = await readUntil(reader, "\n\n");
    const [, , said] = await read(await send("/api/v1/tasks/waiting-1/messages", post({ message: "Go on" })));
    return [before, said, await readUntil(reader, "never")];
  },

  "a stream that is left": async (send, ways) => {
    const reader = readerOf(await send("/api/v1/tasks/waiting-2/stream", { headers: user }));
    await readUntil(reader, "\n\n");
    await reader.cancel();
    return awaitLeft(send, "waiting-2", ways);
  },

  "a stream that is aborted": async (send, ways) => {
    const controller = new AbortController();
    const { signal } = controller;
    const reader = readerOf(await send("/api/v1/tasks/waiting-3/stream", { headers: user, signal }));
    await readUntil(reader, "\n\n");
    controller.abort();
    return awaitLeft(send, "waiting-3", ways);
  },

  "an answer that nobody waits for": async (send, ways) => {
    if (ways.tellsOfStreamsOnly) return "not asked";
    const controller = new AbortController();
    const { signal } = controller;
    const answer = send("/api/v1/tasks/waiting-4", { headers: user, signal }).catch(() => {});
    await send("/api/v1/tasks/waiting-4/messages", post({ message: "Has it begun?" }));
    controller.abort();
    await answer;
    return awaitLeft(send, "waiting-4", ways);
  },
};

/** Asks all questions, one after the other, and gives the answers by their names. */
export async function ask(send: Send, ways: Ways = {}): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [name, question] of Object.entries(questions)) {
    answers[name] = await withPatience(question(send, ways)).catch((error: unknown) => String(error));
  }
  return answers;
}

async function withPatience<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience} ms`)), patience);
  });
  return Promise.race([promise, end]).finally(() => clearTimeout(timer));
}
