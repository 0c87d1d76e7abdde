/** What `runtime-suite.ts` is answered in every runtime. */

const always = {
  "cache-control": "no-store",
  vary: "Origin",
  "x-content-type-options": "nosniff",
  "x-request-id": "question-of-the-suite",
};
const json = {
  ...always,
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "content-type": "application/json",
};
const script = {
  ...always,
  "cache-control": "public, max-age=300",
  "content-type": "application/javascript; charset=utf-8",
  etag: '"1.0.0"',
};
const bytes = {
  ...always,
  "content-disposition": 'attachment; filename="bytes.bin"',
  "content-type": "application/octet-stream",
};
const events = {
  ...always,
  "cache-control": "no-store, no-transform",
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
};
const allow = "POST, GET, HEAD, OPTIONS";

function refusal(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
  return [status, { ...json, ...headers }, { success: false, error: { code, message } }];
}

const history = 'event: history_done\ndata: {"messageCount":0,"isStreaming":true}\n\n';
const left = { success: true, data: { message: "It was left." } };
const said = { id: "waiting-1", message: "Go on", files: [] };
const uploaded = {
  id: "ż/1",
  message: "żółw 🐢",
  files: [
    ["dane żółwia.csv", "text/csv", "a,b\n1,żółw\n"],
    ["empty.bin", "application/octet-stream", ""],
  ],
};

function page(limit: number, offset: number) {
  return [200, { success: true, data: { tasks: [], pagination: { total: 0, limit, offset, hasMore: false } } }];
}

/** Answers by the names of the questions. */
export const answers: Readonly<Record<string, unknown>> = {
  "JSON is posted": [
    200,
    json,
    { success: true, data: { id: "c37c1d78-4d23-4e53-949a-ddd775f25e01", status: "pending" } },
  ],
  "every violation is named": refusal(
    400,
    "INVALID",
    "body /message is missing; body /systemPrompt must be string,null, is integer; " +
      "body /autoExecute must be boolean, is string; body /env must be object, is array; " +
      "body /env must be null, is array; body /env must match a schema in anyOf, is array",
  ),
  "malformed JSON": refusal(400, "MALFORMED", "The body is not valid JSON"),
  "a body that is too large": refusal(413, "TOO_LARGE", "The body is larger than 1000 bytes"),
  "a media type that is not taken": refusal(
    415,
    "UNSUPPORTED_MEDIA_TYPE",
    "The body must be application/json or multipart/form-data, and not compressed",
  ),
  "a form with files": [200, json, { success: true, data: { status: JSON.stringify(uploaded) } }],
  "parameters of the query": [
    page(50, 0),
    page(2, 4),
    [
      400,
      {
        success: false,
        error: {
          code: "INVALID",
          message: "query /limit must be >= 1, is integer; query /offset must be >= 0, is integer",
        },
      },
    ],
  ],
  "a parameter of the header": [
    [200, script, "/* żółw */"],
    [304, { ...always, etag: '"1.0.0"' }, ""],
  ],
  "no credential": refusal(401, "UNAUTHENTICATED", "A credential is needed", {
    "www-authenticate": 'Bearer realm="XYZ AI"',
  }),
  "a credential that is not good": refusal(401, "INVALID_TOKEN", "The credential is not valid", {
    "www-authenticate": 'Bearer realm="XYZ AI", error="invalid_token", error_description="The credential is not valid"',
  }),
  "a key in a header of its own": 200,
  "an unknown address": refusal(404, "NOT_FOUND", "Not found; no operation has this path"),
  "another method": refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed; use POST or GET", { allow }),
  HEAD: [200, json, ""],
  OPTIONS: [204, { ...always, allow }, ""],
  "a preflight": [
    204,
    {
      ...always,
      allow,
      "access-control-allow-headers": "authorization, x-api-key, content-type, x-request-id",
      "access-control-allow-methods": "POST, GET",
      "access-control-allow-origin": "https://shop.example",
      "access-control-max-age": "600",
      vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    },
    "",
  ],
  "a handler that throws": refusal(500, "INTERNAL", "Internal server error"),
  "an id for a request without one": "00000000-0000-0000-0000-000000000000",
  "raw bytes, at once and as a stream": [
    [200, bytes, 1_000, true],
    [200, bytes, 2_000, true],
  ],
  "a stream": [
    200,
    events,
    `event: history_done
id: 1
retry: 500
data: {"messageCount":0,"isStreaming":true}

event: content
id: 2
data: {"text":"zażółć","isPartial":true}

event: content
id: 3
data: {"text":" gęślą jaźń 🐢\\n","isPartial":true}

: heartbeat

event: done
id: 4
data: {"finalResponse":"zażółć gęślą jaźń 🐢\\n"}

`,
  ],
  "a long stream": [2_000, true],
  "a stream that fails": `${history}event: error\ndata: {"message":"The turn failed"}\n\n`,
  "a refusal of a stream": refusal(404, "NOT_FOUND", "No task unknown"),
  "events come when they are made": [
    history,
    { success: true, data: { status: JSON.stringify(said) } },
    'event: done\ndata: {"finalResponse":"The message is here."}\n\n',
  ],
  "a stream that is left": left,
  "a stream that is aborted": left,
  "an answer that nobody waits for": left,
};

/** Where a handler is told only of streams that are left. */
export const answersOfStreamTeller: Readonly<Record<string, unknown>> = {
  ...answers,
  "an answer that nobody waits for": "not asked",
};

/**
 * A page cannot send a preflight: `Origin` and `Access-Control-Request-Method` are not its to set, and those that the
 * browser sends itself never come to a service worker (Fetch, "CORS-preflight fetch"). What is left is OPTIONS.
 */
export const answersToPage: Readonly<Record<string, unknown>> = {
  ...answersOfStreamTeller,
  "a preflight": answers.OPTIONS,
};
