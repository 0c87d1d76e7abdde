import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createManualClock } from "@parley/clock/manual";
import { expect, onTestFinished, test } from "vitest";
import { createUpstreamTranscription, type UpstreamTranscriptionOptions } from "./upstream-transcription.ts";

const key = "sk-test-key-1234567890";
const audio = new TextEncoder().encode("RIFF of some sort");

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly form: Promise<FormData>;
}

/** Starts an upstream, and a listener that asks it. */
async function start(
  respond: (response: ServerResponse) => unknown,
  options: Partial<UpstreamTranscriptionOptions> = {},
) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const type = request.headers["content-type"] ?? "";
    const form = new Response(Buffer.concat(chunks), { headers: { "content-type": type } }).formData();
    received.push({ path: request.url ?? "", headers: request.headers, form });
    respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`;
  const clock = createManualClock();
  const listener = createUpstreamTranscription({ baseUrl, apiKey: key, model: "ears", clock, ...options });
  return { listener, received, clock, baseUrl };
}

const answer =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  };

test("the audio is sent as a file with its type, and the text comes back", async () => {
  const { listener, received, clock } = await start(answer(200, '{"text":"Hello."}'));
  expect(await listener.transcribe(audio, { mediaType: "audio/mpeg", language: "de-AT" })).toBe("Hello.");
  expect(received).toMatchObject([{ path: "/v1/audio/transcriptions", headers: { authorization: `Bearer ${key}` } }]);
  const form = await received[0]?.form;
  expect(Object.fromEntries([...(form ?? [])].filter(([name]) => name !== "file"))).toEqual({
    model: "ears",
    response_format: "json",
    language: "de",
  });
  const file = form?.get("file") as File;
  expect([file.name, file.type, await file.text()]).toEqual(["speech.mp3", "audio/mpeg", "RIFF of some sort"]);
  expect(clock.sleeping()).toBe(0);
});

test.each<[string, (response: ServerResponse) => unknown, string]>([
  ["does not accept the key", answer(401, `{"error":"${key}"}`), "transcription_failed"],
  ["is busy", answer(429, key), "transcription_busy"],
  ["is overloaded", answer(503, key), "transcription_busy"],
  ["cannot read the audio", answer(400, key), "transcription_unreadable"],
  ["fails", answer(500, key), "transcription_failed"],
  ["sends elsewhere", answer(307, "", { location: "http://127.0.0.1:1/" }), "transcription_failed"],
  ["answers a page", answer(200, `<html>${key}`, { "content-type": "text/html" }), "transcription_failed"],
  ["answers no text", answer(200, `{"text":5,"x":"${key}"}`), "transcription_failed"],
  ["answers null", answer(200, "null"), "transcription_failed"],
  ["answers without end", answer(200, `{"text":"${"x".repeat(2_000_000)}"}`), "transcription_failed"],
  ["hangs up", (response) => response.destroy(), "transcription_failed"],
])("an upstream that %s is an error without its words", async (_name, respond, code) => {
  const { listener, clock } = await start(respond);
  const error = await listener.transcribe(audio, { mediaType: "audio/wav" }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "TranscriptionError", code });
  expect(String(error)).not.toContain(key);
  expect(clock.sleeping()).toBe(0);
});

test("an upstream that says nothing is given up by the given clock, or when the turn is cancelled", async () => {
  const asked = Promise.withResolvers<void>();
  const { listener, clock } = await start(() => asked.resolve());
  const late = expect(listener.transcribe(audio, { mediaType: "audio/wav" })).rejects.toMatchObject({
    code: "transcription_timeout",
  });
  await asked.promise;
  await clock.advance(60_000);
  await late;
  const controller = new AbortController();
  const signal = controller.signal;
  const cancelled = expect(listener.transcribe(audio, { mediaType: "audio/wav", signal })).rejects.toBe("enough");
  controller.abort("enough");
  await cancelled;
  expect(clock.sleeping()).toBe(0);
});

test("a turn that was cancelled before asks nobody", async () => {
  const { listener, received } = await start(answer(200, '{"text":""}'));
  const signal = AbortSignal.abort("before");
  await expect(listener.transcribe(audio, { mediaType: "audio/wav", signal })).rejects.toBe("before");
  expect(received).toEqual([]);
});
