/** Servers that hang are told, aborted and left; time is in the hands of the tests. */

import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createManualClock, settle } from "@parley/clock/manual";
import { afterEach, describe, expect, test } from "vitest";
import { contract } from "./__fixtures__/contract.ts";
import { document } from "./__fixtures__/document.ts";
import { listCases } from "./cases.ts";
import { checkNegative, checkPositive } from "./check.ts";
import { streamOf } from "./testing/mutations/kinds.ts";

const { positive, negative } = listCases(contract);
const find = (title: string) => {
  const found = positive.find((one) => one.title === title);
  if (!found) throw new Error(`No case ${title}`);
  return found;
};
const ok = find("addNote 200 application/json ok");
const feed = find("streamFeed 200 text/event-stream ok");
const sse = { "content-type": "text/event-stream" };
const events = 'id: 1\nevent: begin\ndata: {"title":"Today"}\n\n';

describe("a server of this process that", () => {
  const clock = createManualClock();
  const expire = () => void clock.advance(30_000);
  const checkWith = (fetch: () => Promise<Response>, one = feed) =>
    checkPositive(contract, one, { baseUrl: "http://notes.example", fetch, timeout: 30_000, clock });

  test("never answers", async () => {
    const fetch = () => {
      expire();
      return new Promise<Response>(() => {});
    };
    expect(await checkWith(fetch, ok)).toEqual(["No answer within 30 s."]);
  });

  test("never sends an event", async () => {
    const fetch = async () => new Response(streamOf([": hello\n\n"], expire), { headers: sse });
    expect(await checkWith(fetch)).toEqual(["The stream has not ended within 30 s: no event came."]);
  });

  test("stalls in the middle of the stream", async () => {
    const fetch = async () => new Response(streamOf([events], expire), { headers: sse });
    expect(await checkWith(fetch)).toEqual([
      "The stream has not ended within 30 s: 1 event came, the last one 30 s before.",
    ]);
  });

  test("stays open after the last event", async () => {
    const { examples } = document.paths["/feed"].get.responses["200"].content["text/event-stream"];
    const fetch = async () => new Response(streamOf([examples.ok.value], expire), { headers: sse });
    expect(await checkWith(fetch)).toEqual([
      "The stream is still open after its last event, within 30 s: 4 events came, the last one 30 s before.",
    ]);
  });

  test("never ends a body", async () => {
    const headers = { "content-type": "application/json" };
    const fetch = async () => new Response(streamOf(['{"id"'], expire), { headers });
    expect(await checkWith(fetch, ok)).toEqual(["The body has not ended within 30 s: 5 bytes came."]);
  });

  test("takes a bad request with a stream that never ends", async () => {
    const [wrong] = negative;
    if (!wrong) throw new Error("No case");
    const fetch = async () => new Response(streamOf([events], expire), { headers: sse });
    const target = { baseUrl: "http://notes.example", fetch, clock };
    expect(await checkNegative(contract, wrong, target)).toEqual(["Status 200; expected 405."]);
  });

  test("floods", async () => {
    const piece = new Uint8Array(8 * 1024 * 1024).fill(0x20);
    const flood = streamOf([], (controller) => controller.enqueue(piece));
    const headers = { "content-type": "application/json" };
    expect(await checkWith(async () => new Response(flood, { headers }), ok)).toEqual([
      "The body is larger than 67108864 bytes.",
    ]);
  });

  test("fails", async () => {
    const cause = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    expect(await checkWith(() => Promise.reject(new TypeError("fetch failed", { cause })), ok)).toEqual([
      "No answer: fetch failed (ECONNREFUSED: connect).",
    ]);
  });

  test("is not waited for when the answer is there", async () => {
    await checkWith(async () => new Response("{}"), ok);
    expect(clock.sleeping()).toBe(0);
  });
});

describe("over a socket,", () => {
  let server: Server | undefined;
  const sockets = new Set<Socket>();

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    server?.close();
    if (server) await once(server, "close");
  });

  /** A server that does as it is told with each connection, after the request has come. */
  async function serve(answer: (socket: Socket) => void): Promise<string> {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.once("data", () => answer(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  }

  test("a request that is not answered is aborted", async () => {
    const clock = createManualClock();
    const asked = Promise.withResolvers<Socket>();
    const baseUrl = await serve(asked.resolve);
    const checking = checkPositive(contract, ok, { baseUrl, fetch, clock });
    const socket = await asked.promise;
    const closed = once(socket, "close");
    await clock.advance(10_000);
    expect(await checking).toEqual(["No answer within 10 s."]);
    await closed;
  });

  test("a stream that stalls is told and left", async () => {
    const clock = createManualClock();
    const closed = Promise.withResolvers<void>();
    const head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    const baseUrl = await serve((socket) => {
      socket.once("close", () => closed.resolve());
      socket.write(head + events);
    });
    const arrived = Promise.withResolvers<void>();
    const fetchAndTell: typeof fetch = async (...parameters) => {
      const response = await fetch(...parameters);
      arrived.resolve();
      return response;
    };
    const checking = checkPositive(contract, feed, { baseUrl, fetch: fetchAndTell, clock });
    await arrived.promise;
    await settle();
    await clock.advance(10_000);
    expect(await checking).toEqual([expect.stringMatching(/^The stream has not ended within 10 s: /)]);
    await closed.promise;
  });

  test.each([
    [
      "a length that is too large",
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"id":7}',
      /^The body breaks off after 8 bytes: /,
    ],
    [
      "a chunk that is cut off",
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"id":7}',
      /^The body breaks off after \d+ bytes: /,
    ],
    ["no HTTP", "hello\r\n\r\n", /^No answer: fetch failed \(/],
    [
      "two lengths",
      "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx",
      /^No answer: fetch failed \(/,
    ],
    ["nothing", "", /^No answer: fetch failed \(/],
  ])("an answer with %s is a problem", async (_name, bytes, problem) => {
    const baseUrl = await serve((socket) => socket.end(bytes));
    expect((await checkPositive(contract, ok, { baseUrl, fetch })).at(-1)).toMatch(problem);
  });
});
