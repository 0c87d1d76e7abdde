/** Against real connections. */

import type { ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { call, createThing, download, listThings } from "../__fixtures__/calls.ts";
import { startServer } from "../__fixtures__/server.ts";
import { type ThingPaths, thingContract, thingStream } from "../__fixtures__/things.ts";
import { streamMultipart, type UploadProgress } from "../body/index.ts";
import { type ApiClient, createApiClient } from "../request/index.ts";
import { openStream } from "../stream/index.ts";

function connect(baseUrl: string, maxRetries = 0): ApiClient<ThingPaths> {
  return createApiClient<ThingPaths>(thingContract, { baseUrl, retry: { maxRetries, baseDelay: 0 } });
}

const piece = 'event: piece\ndata: {"text":"a"}\n\n';

/** A server that sends one event and holds the connection; `closed` is fulfilled when the client closes it. */
async function startEvents() {
  const closed = Promise.withResolvers<void>();
  const baseUrl = await startServer((_request, response) => {
    response.on("close", closed.resolve);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(piece);
  });
  return { stream: await openStream(connect(baseUrl), "post", "/watch", thingStream), closed: closed.promise };
}

describe("the server sees the close", () => {
  test("of break", async () => {
    const { stream, closed } = await startEvents();
    for await (const _event of stream) break;
    await closed;
  });

  test("of abort", async () => {
    const { stream, closed } = await startEvents();
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    const next = expect(events.next()).rejects.toMatchObject({ name: "AbortError" });
    stream.abort();
    await next;
    await closed;
  });

  test("of a cancelled web stream", async () => {
    const { stream, closed } = await startEvents();
    await stream.toReadableStream().cancel();
    await closed;
  });

  test("of an abort before the first read", async () => {
    const { stream, closed } = await startEvents();
    stream.abort();
    await closed;
  });

  test("of a call", async () => {
    const closed = Promise.withResolvers<void>();
    const received = Promise.withResolvers<void>();
    const baseUrl = await startServer((_request, response) => {
      response.on("close", closed.resolve);
      received.resolve();
    });
    const controller = new AbortController();
    const pending = expect(call(connect(baseUrl), listThings, { signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    await received.promise;
    controller.abort();
    await pending;
    await closed.promise;
  });
});

describe("a connection that breaks", () => {
  const cut = (response: ServerResponse) => response.socket?.destroy();

  test("before the answer", async () => {
    const baseUrl = await startServer((_request, response) => cut(response));
    await expect(call(connect(baseUrl), listThings)).rejects.toMatchObject({
      name: "ConnectionError",
      message: expect.stringMatching(/^listThings could not reach 127\.0\.0\.1:\d+: (UND_ERR_SOCKET|ECONNRESET)$/),
    });
  });

  test("in the middle of JSON is tried again", async () => {
    let requests = 0;
    const baseUrl = await startServer((_request, response) => {
      requests += 1;
      response.writeHead(200, { "content-type": "application/json", "content-length": "14" });
      if (requests > 1) response.end('[{"id":"one"}]');
      else response.write("[{", () => cut(response));
    });
    expect(await call(connect(baseUrl, 1), listThings)).toEqual([{ id: "one" }]);
    expect(requests).toBe(2);
  });

  test("in the middle of a stream", async () => {
    const baseUrl = await startServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(piece, () => cut(response));
    });
    const stream = await openStream(connect(baseUrl), "post", "/watch", thingStream);
    await expect(Array.fromAsync(stream)).rejects.toMatchObject({
      name: "StreamEndedEarlyError",
      partial: [{ type: "piece", data: { text: "a" } }],
    });
  });

  test("as nobody listens", async () => {
    // Port 9 of this machine: discard, which nobody runs.
    await expect(call(connect("http://127.0.0.1:9"), listThings)).rejects.toMatchObject({ name: "ConnectionError" });
  });
});

test("bytes come as they were sent", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const baseUrl = await startServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/pdf" });
    response.end(bytes);
  });
  const held = await call(connect(baseUrl), download, { parseAs: "arrayBuffer" });
  expect(new Uint8Array(held as ArrayBuffer)).toEqual(bytes);
});

test("a multipart body is sent while it is read, with its progress", async () => {
  let sent: { headers: Record<string, unknown>; form: FormData } | undefined;
  const baseUrl = await startServer(async (request, response) => {
    const body = await buffer(request);
    const headers = { "content-type": String(request.headers["content-type"]) };
    sent = { headers: request.headers, form: await new Response(body, { headers }).formData() };
    response.writeHead(201, { "content-type": "application/json" });
    response.end('{"id":"1"}');
  });
  const progress: UploadProgress[] = [];
  const parts = ["one", "two", "three"].map((text) => new TextEncoder().encode(text));
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = parts.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
  const created = await call(connect(baseUrl), createThing, {
    body: streamMultipart(
      { name: "a", files: [{ stream, filename: "numbers.txt", type: "text/plain", size: 11 }] },
      { onProgress: (step) => progress.push(step) },
    ),
  });
  expect(created).toEqual({ id: "1" });
  expect(sent?.headers["transfer-encoding"]).toBe("chunked");
  expect(sent?.form.get("name")).toBe("a");
  const file = sent?.form.get("files") as File; // a part with a name
  expect([file.name, file.type, await file.text()]).toEqual(["numbers.txt", "text/plain", "onetwothree"]);
  const { total } = progress[0] ?? {};
  expect(progress[0]).toEqual({ sent: 0, total: expect.any(Number) });
  expect(progress.at(-1)).toEqual({ sent: total, total });
});
