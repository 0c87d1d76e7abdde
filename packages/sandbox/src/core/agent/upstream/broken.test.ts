/** Every way in which a model upstream breaks ends in an error event and a finished turn. */

import { createManualClock } from "@parley/clock/manual";
import { expect, onTestFinished, test, vi } from "vitest";
import { inputOf } from "../__fixtures__/turn.ts";
import { type AgentEvent, isTerminal } from "../events/index.ts";
import {
  callPiece,
  chunk,
  type Respond,
  record,
  startUpstream,
  stream,
  wholeStream,
} from "./__fixtures__/upstream-server.ts";
import { createUpstreamAgent } from "./index.ts";

const key = "sk-test-key-1234567890";

/** Stands in everything that a broken upstream sends, and never in an event. */
const mark = "UPSTREAM-MARK";

const status =
  (code: number, headers: Record<string, string> = {}, body = `{"error":{"message":"${mark} ${key}"}}`): Respond =>
  (response) => {
    response.writeHead(code, { "content-type": "application/json", ...headers });
    response.end(body);
  };

const streams =
  (...texts: readonly string[]): Respond =>
  (response) =>
    wholeStream(response, ...texts);

const said = chunk({ content: "Hel" });

/** What it does, how, with which error the turn ends, and what was said before. */
const rows: [name: string, respond: Respond, expected: object, text?: string][] = [
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

test.each(rows.map(([name, respond, expected, text = ""]) => ({ name, respond, expected, text })))(
  "an upstream that $name",
  async ({ respond, expected, text }) => {
    await using server = await startUpstream(respond);
    const { events, sleeping } = await play(server.url);
    expect(events.at(-1)).toMatchObject({ type: "error", ...expected });
    if (text !== "") expect(textOf(events)).toBe(text);
    expect(sleeping).toBe(0);
  },
);

const silences: readonly { readonly when: string; readonly respond: Respond; readonly text: string }[] = [
  { when: "before the headers", respond: () => {}, text: "" },
  {
    when: "before the first byte",
    respond: (response) => response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders(),
    text: "",
  },
  { when: "after a word", respond: (response) => stream(response, said), text: "Hel" },
];

test.each(silences)("an upstream that falls silent $when", async ({ respond, text }) => {
  const hanging = Promise.withResolvers<void>();
  await using server = await startUpstream((...parts) => {
    respond(...parts);
    hanging.resolve();
  });
  const clock = createManualClock();
  const heard = Promise.withResolvers<void>();
  const turn = play(server.url, { clock, onEvent: (event) => event.type === "text_delta" && heard.resolve() });
  await (text === "" ? hanging.promise : heard.promise);
  await clock.advance(29_999);
  const early = await Promise.race([turn, Promise.resolve("still waiting")]);
  expect(early).toBe("still waiting");
  await clock.advance(1);
  const { events } = await turn;
  expect(events.at(-1)).toMatchObject({ type: "error", code: "upstream_timeout", status: 504 });
  expect(textOf(events)).toBe(text);
  expect(clock.sleeping()).toBe(0);
});

test("an upstream that says a word now and then is ended when the whole time is over", async () => {
  const clock = createManualClock();
  let isOver = false;
  await using server = await startUpstream(async (response) => {
    stream(response);
    while (!isOver && !response.destroyed) {
      response.write(": still here\n\n");
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  const turn = play(server.url, { clock });
  void turn.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(1_000);
  expect((await turn).events.at(-1)).toMatchObject({ code: "upstream_timeout" });
  expect(clock.now()).toBeGreaterThanOrEqual(300_000);
});

test("an upstream that nobody answers for", async () => {
  const server = await startUpstream(() => {});
  await server[Symbol.asyncDispose]();
  const { events } = await play(server.url);
  expect(events.at(-1)).toMatchObject({ type: "error", code: "upstream_unreachable", status: 502 });
});

test.each([301, 302, 303, 307, 308])("a redirect (%s) is not followed, and the key goes nowhere else", async (code) => {
  await using other = await startUpstream((response) => wholeStream(response, chunk({ content: mark }, "stop")));
  await using server = await startUpstream(status(code, { location: `${other.url}/chat/completions` }));
  const { events } = await play(server.url);
  expect(events.at(-1)).toMatchObject({ type: "error", code: "upstream_redirect" });
  expect(other.requests).toEqual([]);
});

test("a turn that is cancelled ends the request", async () => {
  const gone = Promise.withResolvers<void>();
  await using server = await startUpstream((response) => {
    response.once("close", gone.resolve);
    stream(response, said);
  });
  const controller = new AbortController();
  const { events, sleeping } = await play(server.url, {
    signal: controller.signal,
    onEvent: (event) => event.type === "text_delta" && controller.abort(),
  });
  expect(events.at(-1)).toMatchObject({ type: "error", code: "cancelled" });
  await gone.promise;
  expect(sleeping).toBe(0);
});

test("a reader who takes an hour for each piece is no silence of the upstream", async () => {
  const pieces = Array.from({ length: 20 }, (_, index) => chunk({ content: `${index} ` }));
  await using server = await startUpstream((response) => wholeStream(response, ...pieces, chunk({}, "stop")));
  const clock = createManualClock();
  const agent = createUpstreamAgent({ baseUrl: server.url, model: "m" });
  const events: AgentEvent[] = [];
  for await (const event of agent(inputOf({ message: "Hello", clock }))) {
    events.push(event);
    // The answer has come in whole by then: nobody waits for more of it.
    while (event.type === "text_delta" && clock.sleeping() > 0) await new Promise((resolve) => setImmediate(resolve));
    if (event.type === "text_delta") await clock.advance(3_600_000);
  }
  expect(events.at(-1)).toMatchObject({ type: "done" });
  expect(textOf(events)).toBe(Array.from({ length: 20 }, (_, index) => `${index} `).join(""));
});

test("a reader who goes away ends the request", async () => {
  const gone = Promise.withResolvers<void>();
  await using server = await startUpstream((response) => {
    response.once("close", gone.resolve);
    stream(response, said);
  });
  const clock = createManualClock();
  const agent = createUpstreamAgent({ baseUrl: server.url, apiKey: key, model: "m" });
  for await (const { type } of agent(inputOf({ message: "Hello", clock }))) if (type === "text_delta") break;
  await gone.promise;
  expect(clock.sleeping()).toBe(0);
});

test.each([
  ["no address", { baseUrl: key }],
  ["another scheme", { baseUrl: "file:///etc/passwd" }],
  ["credentials in the address", { baseUrl: `https://user:${key}@models.example` }],
  ["a key with a line end", { apiKey: `${key}\n` }],
  ["an empty key", { apiKey: "" }],
  ["an empty model", { model: "" }],
])("%s is refused before anything is asked, and not quoted", (_name, options) => {
  const create = () => createUpstreamAgent({ baseUrl: "https://models.example/v1", model: "m", ...options });
  expect(create).toThrow(TypeError);
  expect(create).not.toThrow(key);
});

interface PlayOptions {
  readonly clock?: ReturnType<typeof createManualClock>;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: AgentEvent) => unknown;
}

/** Plays a turn; it says nothing on the terminal, and nothing of the upstream or the key is in its events. */
async function play(baseUrl: string, { clock = createManualClock(), onEvent = () => {}, ...parts }: PlayOptions = {}) {
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => {}),
  );
  onTestFinished(() => spies.forEach((spy) => void spy.mockRestore()));
  const agent = createUpstreamAgent({ baseUrl, apiKey: key, model: "m", limits: { bytes: 400_000 } });
  const events: AgentEvent[] = [];
  for await (const event of agent(inputOf({ message: "Hello", clock, ...parts }))) {
    events.push(event);
    onEvent(event);
  }
  expect(events.filter(isTerminal)).toEqual(events.slice(-1));
  expect(JSON.stringify(events)).not.toMatch(/UPSTREAM-MARK|sk-test/);
  expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]);
  return { events, sleeping: clock.sleeping() };
}

function textOf(events: readonly AgentEvent[]): string {
  return events.flatMap((event) => (event.type === "text_delta" ? [event.text] : [])).join("");
}
