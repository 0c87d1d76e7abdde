/** The HTTP host of one mock: reads requests within limits, adds CORS, and answers from a mock that can be replaced. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { OpenApiDocument } from "@parley/contracts/document";
import { closeServer, listen } from "@parley/tooling/command";
import type { Mock, MockResponse } from "./mock.ts";

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

/** A host option: what is called with each finished request. */
export interface MockServerOptions {
  /** What the port is for, for the message when it is taken. */
  readonly owner: string;
  readonly port: number;
  /** Called when a response was sent; the path has no query, because queries carry tokens. */
  readonly onRequest?: (line: { method: string; path: string; status: number }) => void;
}

/**
 * Starts a mock on 127.0.0.1.
 *
 * @throws CommandError when the port is taken.
 */
export async function serveMock(mock: Mock, { owner, port, onRequest }: MockServerOptions): Promise<MockServer> {
  let current = mock;
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    answer(current, request, response)
      .then((status) => onRequest?.({ method: request.method ?? "", path: pathOf(request), status }))
      .catch((error: Error) => {
        // A client that left is not a failure of the mock.
        if (request.destroyed || response.headersSent) response.destroy();
        else send(response, current.refuse({ method: "", url: "/" }, 500, `The mock failed: ${error.message}`));
      });
  });
  return {
    port: await listen(server, port, owner),
    get document() {
      return current.document;
    },
    replace: (next) => {
      current = next;
    },
    close: () => closeServer(server),
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

async function answer(mock: Mock, request: IncomingMessage, response: ServerResponse): Promise<number> {
  for (const [name, value] of Object.entries(corsHeaders(request))) response.setHeader(name, value);
  if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
    return send(response, { status: 204, headers: {}, body: "" });
  }
  const line = { method: request.method ?? "GET", url: request.url ?? "/" };
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader("connection", "close");
    const status = send(response, mock.refuse(line, 413, `The body is larger than ${bodyLimit} bytes.`));
    request.resume();
    return status;
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
  return send(response, await mock.respond({ ...line, headers, body }));
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

function send(response: ServerResponse, { status, headers, body }: MockResponse): number {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204 && status !== 304) response.setHeader("content-length", Buffer.byteLength(body));
  response.writeHead(status);
  response.end(body);
  return status;
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
