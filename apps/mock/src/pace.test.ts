/** Streams are played over time, by a clock that stands still until a test moves it. */

import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createManualClock, settle } from "@parley/clock/manual";
import { afterEach, describe, expect, test } from "vitest";
import { startMocks } from "./mocks.ts";
import { intervalOf, playTranscript, readWait, splitTranscript } from "./pace.ts";

describe("splitTranscript", () => {
  test.each([
    ["events", "data: a\n\ndata: b\n\n", ["data: a\n\n", "data: b\n\n"]],
    ["other ends of lines", "data: a\r\n\r\ndata: b\r\rdata: c\n\n", ["data: a\r\n\r\n", "data: b\r\r", "data: c\n\n"]],
    ["comments and ids with the event that follows", ": hi\n\nid: 1\n\ndata: a\n\n", [": hi\n\nid: 1\n\ndata: a\n\n"]],
    ["what comes after the last event", "data: a\n\n: bye\n\n", ["data: a\n\n", ": bye\n\n"]],
    ["an end that was cut", "data: a\n\ndata: b", ["data: a\n\n", "data: b"]],
    ["empty lines too many", "data: a\n\n\n\ndata\n\n", ["data: a\n\n", "\n\ndata\n\n"]],
    ["nothing", "", []],
  ])("%s", (_name, text, pieces) => {
    expect(splitTranscript(text)).toEqual(pieces);
    expect(splitTranscript(text).join("")).toBe(text);
  });
});

test.each([
  [undefined, "", undefined],
  ["wait=0", "", 0],
  ["code=200, wait=10", "", 10],
  ['Wait="3"; x=1, code=200', "", 3],
  ["wait", "", undefined],
  ["wait=soon", "", undefined],
  ["respond-async; wait=5", "", undefined],
  ["await=5", "", undefined],
  [undefined, "__wait=4", 4],
  ["wait=1", "__wait=4", 1],
])("the wait of Prefer %j and query %j is %j", (prefer, query, wait) => {
  expect(readWait(prefer, new URLSearchParams(query))).toBe(wait);
});

test.each([
  [11, { pace: 20, wait: undefined }, 50],
  [11, { pace: 0, wait: undefined }, 0],
  [11, { pace: 20, wait: 0 }, 0],
  [101, { pace: 20, wait: 1 }, 10],
  [11, { pace: 20, wait: 60 }, 50],
  [1, { pace: 20, wait: 1 }, 50],
])("%i pieces with %j come every %i ms", (count, pacing, interval) => {
  expect(intervalOf(count, pacing)).toBe(interval);
});

describe("a stream of the mock", () => {
  let clock = createManualClock();
  let lines: string[] = [];
  let close = async () => {};

  afterEach(() => close());

  async function start(pace?: number): Promise<string> {
    // Of its own, because streams of the test before may still be ending.
    clock = createManualClock();
    const printed: string[] = [];
    lines = printed;
    const mocks = await startMocks({
      ...{ only: ["chatzy"], portBase: 0, dynamic: false, watch: false, clock, log: () => {} },
      ...(pace !== undefined && { pace }),
      logRequest: (line) => printed.push(line),
    });
    close = mocks.close;
    return `http://127.0.0.1:${mocks.servers.get("chatzy")?.port}`;
  }

  async function request(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
    return response;
  }

  async function nextChunk(response: IncomingMessage): Promise<string> {
    const [chunk] = (await once(response, "data")) as [Buffer];
    return chunk.toString();
  }

  test("comes event by event, twenty in a second, in chunks of its own", async () => {
    const response = await request(`${await start()}/get-response?token=t`);
    expect(response.headers).toMatchObject({ "transfer-encoding": "chunked", "content-type": "text/event-stream" });
    expect(response.headers).not.toHaveProperty("content-length");
    const first = await nextChunk(response);
    expect(splitTranscript(first)).toHaveLength(1);
    await clock.advance(49);
    expect(clock.sleeping()).toBe(1);
    const [second] = await Promise.all([nextChunk(response), clock.advance(1)]);
    expect(splitTranscript(second)).toHaveLength(1);
    const third = nextChunk(response);
    await clock.advance(50);
    expect(splitTranscript(await third)).toHaveLength(1);
    response.destroy();
  });

  test("stops when the client goes away", async () => {
    const response = await request(`${await start()}/get-response?token=t`);
    await nextChunk(response);
    expect(clock.sleeping()).toBe(1);
    response.destroy();
    while (lines.length === 0) await settle();
    expect(clock.sleeping()).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^chatzy: GET \/get-response\?token=\*\*\* 200, 1 of \d+ events, the client left$/),
    ]);
  });

  test.each([
    ["Prefer: wait=0", undefined, "", { prefer: "wait=0" }],
    ["Prefer: wait=0 beside others", undefined, "", { prefer: "code=200, wait=0" }],
    ["?__wait=0", undefined, "&__wait=0", {}],
    ["--pace 0", 0, "", {}],
  ])("comes at once with %s", async (_name, pace, query, headers) => {
    const response = await fetch(`${await start(pace)}/get-response?token=t${query}`, { headers });
    expect(response.headers.get("content-length")).toBeNull();
    expect(await response.text()).toMatch(/^data: .+\n\ndata: close_connection\n\n$/s);
    expect(clock.sleeping()).toBe(0);
  });

  test("says which preference it followed, and lets the query choose beside it", async () => {
    const url = `${await start()}/get-response?token=t&__example=toolCall`;
    const response = await fetch(url, { headers: { prefer: "wait=0" } });
    expect(response.headers.get("preference-applied")).toBe("wait=0");
    expect(await response.text()).toContain("call_again");
  });

  test("keeps to the pace that is asked for", async () => {
    const response = await request(`${await start(2)}/get-response?token=t`);
    await nextChunk(response);
    const second = nextChunk(response);
    await clock.advance(499);
    expect(clock.sleeping()).toBe(1);
    await clock.advance(1);
    await second;
    response.destroy();
  });

  test("is not played for HEAD, which says what GET would", async () => {
    const url = `${await start()}/get-response?token=t`;
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "text/event-stream", ""]);
    expect(head.headers.get("content-length")).toBeNull();
    expect(clock.sleeping()).toBe(0);
    expect(lines).toEqual(["chatzy: HEAD /get-response?token=*** 200"]);
  });
});

test("a response whose client left before it began gets nothing", async () => {
  let written: Promise<number> | undefined;
  const server: Server = createServer((request, response) => {
    request.socket.destroy();
    response.once("close", () => {
      written = playTranscript(response, ["data: a\n\n"], { pace: 1, wait: undefined, clock: createManualClock() });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  await fetch(`http://127.0.0.1:${port}/`).catch(() => {});
  while (written === undefined) await settle();
  expect(await written).toBe(0);
  server.close();
});
