/** Model upstreams that are broken, each in its own way. */

import { callPiece, chunk, type Respond, record, stream, wholeStream } from "./upstream-server.ts";

/** The key that they are asked with. */
export const key = "sk-test-key-1234567890";

/** Stands in everything that a broken upstream sends, and never in an event. */
export const mark = "UPSTREAM-MARK";

/** Answers with this status. */
export const status =
  (code: number, headers: Record<string, string> = {}, body = `{"error":{"message":"${mark} ${key}"}}`): Respond =>
  (response) => {
    response.writeHead(code, { "content-type": "application/json", ...headers });
    response.end(body);
  };

const streams =
  (...texts: readonly string[]): Respond =>
  (response) =>
    wholeStream(response, ...texts);

/** One piece of text. */
export const said = chunk({ content: "Hel" });

/** What it does, how, with which error the turn ends, and what was said before. */
type BrokenUpstream = readonly [name: string, respond: Respond, expected: object, text?: string];

/** All that answer in some way, and wrongly. */
export const brokenUpstreams: readonly BrokenUpstream[] = [
  ["refuses the key", status(401), { code: "upstream_credentials", status: 502 }],
  ["forbids the model", status(403), { code: "upstream_credentials", status: 502 }],
  ["knows no such model", status(404), { code: "upstream_refused", status: 502 }],
  [
    "has no more room",
    status(429, { "retry-after": "7" }),
    { code: "upstream_rate_limited", status: 429, retryAfter: 7 },
  ],
  [
    "names a date to come back",
    status(429, { "retry-after": "Thu, 01 Jan 1970 00:01:30 GMT" }),
    { code: "upstream_rate_limited", retryAfter: 90 },
  ],
  ["names no sensible time to come back", status(429, { "retry-after": "soon" }), { code: "upstream_rate_limited" }],
  ["fails", status(500), { code: "upstream_unavailable", status: 503 }],
  ["is overloaded", status(503, { "retry-after": "2" }), { code: "upstream_unavailable", retryAfter: 2 }],
  ["is behind a gateway that gave up", status(504), { code: "upstream_timeout", status: 504 }],
  [
    "has too small a window",
    status(400, {}, `{"error":{"code":"context_length_exceeded","message":"${mark}"}}`),
    { code: "context_overflow", stage: "request" },
  ],
  ["takes no such request", status(400), { code: "upstream_refused" }],
  ["answers nothing", status(204, {}, ""), { code: "upstream_not_a_stream" }],
  [
    "answers a page with status 200",
    status(200, { "content-type": "text/html" }, `<html>${mark}</html>`),
    { code: "upstream_not_a_stream" },
  ],
  [
    "answers a whole completion where a stream was asked for",
    status(200, {}, JSON.stringify({ choices: [{ message: { content: mark } }] })),
    { code: "upstream_not_a_stream" },
  ],
  [
    "calls a page a stream",
    status(200, { "content-type": "text/event-stream" }, `<html>${mark}</html>`),
    { code: "upstream_cut" },
  ],
  [
    "calls a compressed mess a stream",
    status(200, { "content-type": "text/event-stream", "content-encoding": "gzip" }, mark),
    { code: "upstream_cut" },
  ],
  ["hangs up before a word", (response) => response.destroy(), { code: "upstream_unreachable" }],
  [
    "hangs up after the headers",
    (response) => {
      stream(response);
      response.flushHeaders();
      setImmediate(() => response.destroy());
    },
    { code: "upstream_cut" },
  ],
  [
    "hangs up in the middle",
    (response) => {
      stream(response, said);
      setImmediate(() => response.destroy());
    },
    { code: "upstream_cut" },
  ],
  ["ends without a finish reason", streams(said), { code: "upstream_cut" }, "Hel"],
  ["ends at once", streams(), { code: "upstream_cut" }],
  ["has empty choices", streams(record({ choices: [] }), record({ choices: [] })), { code: "upstream_cut" }],
  ["has no choices", streams(record({ id: mark })), { code: "upstream_bad_answer" }],
  ["sends a text that is none", streams(chunk({ content: 5 })), { code: "upstream_bad_answer" }],
  [
    "sends half a record",
    streams(said, `data: {"choices":[{"delta":{"content":"${mark}\n\n`),
    { code: "upstream_bad_answer" },
    "Hel",
  ],
  ["sends what is no JSON", streams(said, record(mark)), { code: "upstream_bad_answer" }, "Hel"],
  [
    "reports an error in the stream",
    streams(said, record({ error: { message: `${mark} ${key}`, code: 500 } })),
    { code: "upstream_reported" },
    "Hel",
  ],
  [
    "reports a full window in the stream",
    streams(record({ error: { message: mark, code: "context_length_exceeded" } })),
    { code: "context_overflow", stage: "request" },
  ],
  ["says nothing", streams(chunk({}, "stop")), { code: "upstream_empty" }],
  ["withholds its answer", streams(said, chunk({}, "content_filter")), { code: "upstream_filtered" }, "Hel"],
  ["runs out of tokens", streams(said, chunk({}, "length")), { code: "context_overflow", stage: "reply" }, "Hel"],
  [
    "runs out of tokens in a tool call",
    streams(callPiece(0, "order_status", '{"orderN', "a"), chunk({}, "length")),
    { code: "context_overflow", stage: "tool_call" },
  ],
  [
    "calls a tool with arguments that are no JSON",
    streams(callPiece(0, "order_status", `{"orderNumber": ${mark}`, "a"), chunk({}, "tool_calls")),
    { code: "upstream_malformed_tool_call" },
  ],
  [
    "calls a tool with arguments that are no object",
    streams(callPiece(0, "order_status", '["4711"]', "a"), chunk({}, "tool_calls")),
    { code: "upstream_malformed_tool_call" },
  ],
  [
    "calls a tool that there is not",
    streams(callPiece(0, mark, "{}", "a"), chunk({}, "tool_calls")),
    { code: "upstream_malformed_tool_call" },
  ],
  [
    "calls a tool without a name",
    streams(callPiece(0, undefined, "{}", "a"), chunk({}, "tool_calls")),
    { code: "upstream_malformed_tool_call" },
  ],
  [
    "calls tools for ever",
    streams(callPiece(0, "order_status", '{"orderNumber":"4711"}', "a"), chunk({}, "tool_calls")),
    { code: "too_many_steps" },
  ],
  [
    "never ends a line",
    (response) => {
      stream(response);
      const more = (): void => {
        while (response.writable && !response.destroyed) if (!response.write("x".repeat(65_536))) break;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    },
    { code: "upstream_too_long" },
  ],
  [
    "never ends",
    (response) => {
      stream(response);
      const more = (): void => {
        while (response.writable && !response.destroyed)
          if (!response.write(chunk({ content: "x".repeat(8_000) }))) break;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    },
    { code: "upstream_too_long" },
  ],
];

