/** A model upstream that does whatever a test wants. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one request; `body` is what was sent. */
export type Respond = (response: ServerResponse, body: ChatRequest, request: IncomingMessage) => unknown;

/** What the tests look at of a request. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

/** A running server. */
export interface UpstreamServer extends AsyncDisposable {
  readonly url: string;
  /** Requests so far. */
  readonly requests: readonly { readonly path: string; readonly authorization: string; readonly body: ChatRequest }[];
}

/** Starts a server on a free port. */
export async function startUpstream(respond: Respond): Promise<UpstreamServer> {
  const requests: { path: string; authorization: string; body: ChatRequest }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const body = (text === "" ? {} : JSON.parse(text)) as ChatRequest;
    requests.push({ path: request.url ?? "", authorization: request.headers.authorization ?? "", body });
    await respond(response, body, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A chunk of a completion. */
export function chunk(delta: object, finishReason: string | null = null): string {
  return record({ id: "c", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

/** A record of the stream. */
export function record(data: unknown): string {
  return `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}

/** A piece of a tool call; without an index, as some upstreams send it, when that is `undefined`. */
export function callPiece(index: number | undefined, name: string | undefined, text: string, id?: string): string {
  return chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: text } }] });
}

/** Begins a stream and writes this. */
export function stream(response: ServerResponse, ...texts: readonly string[]): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  for (const text of texts) response.write(text);
}

/** Writes a whole stream. */
export function wholeStream(response: ServerResponse, ...texts: readonly string[]): void {
  stream(response, ...texts);
  response.end(record("[DONE]"));
}
