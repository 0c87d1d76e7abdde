/** Every way in which a model upstream breaks ends in an error event and a finished turn. */

import { createManualClock } from "@parley/clock/manual";
import { expect, onTestFinished, test, vi } from "vitest";
import { inputOf } from "../__fixtures__/turn.ts";
import { type AgentEvent, isTerminal } from "../events/index.ts";
import { brokenUpstreams, key, mark, said, status } from "./__fixtures__/broken-upstreams.ts";
import { chunk, type Respond, startUpstream, stream, wholeStream } from "./__fixtures__/upstream-server.ts";
import { createUpstreamAgent } from "./index.ts";

test.each(brokenUpstreams.map(([name, respond, expected, text = ""]) => ({ name, respond, expected, text })))(
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

test("an upstream that does not speak TLS where it should", async () => {
  await using server = await startUpstream((response) => wholeStream(response, chunk({ content: mark }, "stop")));
  const { events } = await play(server.url.replace("http:", "https:"));
  expect(events.at(-1)).toMatchObject({ type: "error", code: "upstream_unreachable" });
  expect(server.requests).toEqual([]);
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
