/** The HTTP host of one mock: reads requests within limits, adds CORS, and answers from a mock that can be replaced. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Clock } from "@parley/clock";
import type { OpenApiDocument } from "@parley/contracts/document";
import { closeServer, listen } from "@parley/tooling/command";
import { maskTarget, type RequestLog, splitTarget } from "@parley/tooling/request-line";
import type { Mock, MockResponse, RequestLine } from "./mock.ts";
import { playTranscript, readWait, splitTranscript } from "./pace.ts";
import { encodeTarget } from "./request-text.ts";
import { startPage } from "./start-page.ts";

/** Largest request body in bytes. */
export const bodyLimit = 10 * 1024 * 1024;

/** A listening mock. */
export interface MockServer {
  readonly port: number;
  /** The contract that is served at the moment. */
  readonly document: OpenApiDocument;
  /** Serves another version of the contract from now on; running requests end with the old one. */
  replace(mock: Mock): void;
  close(): Promise<void>;
}

/** How a mock is hosted. */
export interface MockServerOptions {
  /** Name of the contract. */
  readonly api: string;
  readonly port: number;
  /** Events per second of streams, unless a request says otherwise; 0 for all at once. */
  readonly pace: number;
  readonly clock: Clock;
  /** Called once for each request, when it is over. */
  readonly onRequest?: (request: RequestLog) => void;
}

/** What became of a request. */
type Outcome = Pick<RequestLog, "status" | "remark">;

/**
 * Starts a mock on 127.0.0.1.
 *
 * @throws CommandError when the port is taken.
 */
export async function serveMock(mock: Mock, options: MockServerOptions): Promise<MockServer> {
  let current = mock;
  let port = 0;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, async (request, response) => {
    const served = current;
    const line = { method: request.method ?? "GET", url: encodeTarget(request.url ?? "/") };
    const outcome = await answer(served, { ...options, line, request, response, port }).catch((error: Error) =>
      fail(served, line, response, error),
    );
    options.onRequest?.({ method: line.method, target: maskTarget(line.url, served.find(line)), ...outcome });
  });
  port = await listen(server, options.port, options.api);
  return {
    port,
    get document() {
      return current.document;
    },
    replace: (next) => {
      current = next;
    },
    close: () => closeServer(server),
  };
}

interface Exchange extends Pick<MockServerOptions, "api" | "pace" | "clock"> {
  readonly line: RequestLine;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly port: number;
}

async function answer(mock: Mock, { line, request, response, ...options }: Exchange): Promise<Outcome> {
  for (const [name, value] of Object.entries(corsHeaders(request))) response.setHeader(name, value);
  if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
    return send(response, { status: 204, headers: {}, body: "" });
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader("connection", "close");
    const detail = `must not be larger than ${bodyLimit} bytes`;
    const outcome = send(response, mock.refuse(line, 413, { in: "body", field: "body", rule: "maxLength", detail }));
    request.resume();
    return outcome;
  }
  if (wantsStartPage(mock, line, request)) {
    const text = startPage(options.api, mock.document, `http://127.0.0.1:${options.port}`);
    return send(response, { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: text });
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
  const answered = await mock.respond({ ...line, headers, body });
  if (!isStream(answered)) return send(response, answered);
  const wait = readWait(headers.prefer, new URLSearchParams(splitTarget(line.url).query));
  return stream(response, answered, { ...options, wait });
}

/** Answers a request that could not be answered, unless its client has left or knows half of the answer already. */
function fail(mock: Mock, line: RequestLine, response: ServerResponse, error: Error): Outcome {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    // Nothing was sent: 499 is what reverse proxies log then.
    return { status: response.headersSent ? response.statusCode : 499, remark: "the client left" };
  }
  const detail = `the mock failed: ${error.message}`;
  return send(response, mock.refuse(line, 500, { in: "path", field: "mock", rule: "failure", detail }));
}

/** The page stands where the contract has nothing, for whoever does not ask for something else. */
function wantsStartPage(mock: Mock, line: RequestLine, { headers }: IncomingMessage): boolean {
  const isRead = line.method === "GET" || line.method === "HEAD";
  if (!isRead || splitTarget(line.url).path !== "/" || mock.find(line)) return false;
  return /text\/html|\*\/\*/.test(headers.accept ?? "*/*");
}

/** The whole body, or `undefined` when it is larger than {@link bodyLimit}. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > bodyLimit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, body, reason }: MockResponse): Outcome {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204 && status !== 304) response.setHeader("content-length", Buffer.byteLength(body));
  response.writeHead(status);
  response.end(body);
  return { status, remark: reason };
}

function isStream({ headers }: MockResponse): boolean {
  return headers["content-type"]?.startsWith("text/event-stream") ?? false;
}

/** Sends a transcript event by event; a HEAD is told what a GET would get, and plays nothing. */
async function stream(
  response: ServerResponse,
  { status, headers, body }: MockResponse,
  { wait, pace, clock }: { wait: number | undefined } & Pick<MockServerOptions, "pace" | "clock">,
): Promise<Outcome> {
  response.setHeader("cache-control", "no-cache");
  if (wait !== undefined) response.setHeader("preference-applied", `wait=${wait}`);
  response.writeHead(status, headers);
  if (response.req.method === "HEAD") {
    response.end();
    return { status };
  }
  response.flushHeaders();
  const pieces = splitTranscript(String(body));
  const written = await playTranscript(response, pieces, { pace, wait, clock });
  const isWhole = written === pieces.length;
  return { status, remark: isWhole ? `${written} events` : `${written} of ${pieces.length} events, the client left` };
}

function corsHeaders(request: IncomingMessage): Record<string, string> {
  const asked = request.headers["access-control-request-headers"];
  const method = request.headers["access-control-request-method"];
  return {
    "access-control-allow-origin": request.headers.origin ?? "*",
    "access-control-expose-headers": "*",
    vary: "Origin",
    ...(asked !== undefined && { "access-control-allow-headers": asked }),
    ...(method !== undefined && { "access-control-allow-methods": method }),
  };
}
