/** RFC 9112 section 3: a message of `node:http` as a request. */

import type { IncomingMessage } from "node:http";
import { type HostStatus, hostProblems } from "./host-handler.ts";
import type { HostRequest } from "./host-request.ts";
import { joinHeader, keepRawHeaders } from "./raw-headers.ts";
import { bodyEndedEarly, bodyTooLarge, joinBytes, readBytes } from "./read-bytes.ts";

/** RFC 3986 section 3.2: what a Host field may name; a user or a path does not belong there. */
const hostField = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Header lines of a request; beyond 2,000 Node would leave some out without a word. */
const mostHeaders = 100;

/** A request that cannot be a web request; answered with the status. */
export class UnusableRequestError extends Error {
  override readonly name = "UnusableRequestError";
  readonly status: HostStatus;

  constructor(status: HostStatus) {
    super(hostProblems[status].message);
    this.status = status;
  }
}

/** What else a request is made of. */
export interface RequestParts {
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
  /** Called before the first byte of the body is read. */
  readonly onFirstRead: () => void;
  /** Names of hosts that are served, in lower case; all when absent. */
  readonly allowedHosts: ReadonlySet<string> | undefined;
}

/**
 * Makes a request of a message. The body is read from the socket as it is read from the request, not ahead.
 *
 * @throws {@link UnusableRequestError} 400 for a target or a host that makes no address, 421 for a host that is not
 *   served, 431 for too many headers, 501 for a method that the web does not have.
 */
export function toHostRequest(incoming: IncomingMessage, parts: RequestParts): HostRequest {
  const { method = "GET", rawHeaders } = incoming;
  if (method === "TRACE" || method === "CONNECT" || method === "TRACK") {
    throw new UnusableRequestError(501);
  }
  if (rawHeaders.length > 2 * mostHeaders) throw new UnusableRequestError(431);
  const address = addressOf(incoming);
  if (parts.allowedHosts && !parts.allowedHosts.has(address.hostname)) {
    throw new UnusableRequestError(421);
  }
  return new NodeRequest(incoming, method, address, parts);
}

interface Address extends Pick<HostRequest, "url" | "path" | "query"> {
  readonly hostname: string;
}

class NodeRequest implements HostRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: string;
  readonly headers: HostRequest["headers"];
  readonly rawHeaders: readonly string[];
  readonly hasBody: boolean;
  readonly signal: AbortSignal;
  readonly #incoming: IncomingMessage;
  readonly #parts: RequestParts;
  #request: Request | undefined;
  #isRead = false;

  constructor(incoming: IncomingMessage, method: string, { url, path, query }: Address, parts: RequestParts) {
    const { rawHeaders } = incoming;
    this.method = method;
    this.url = url;
    this.path = path;
    this.query = query;
    this.rawHeaders = rawHeaders;
    this.headers = { get: (name) => joinHeader(rawHeaders, name) };
    this.hasBody = method !== "GET" && method !== "HEAD" && hasBody(incoming);
    this.signal = parts.signal;
    this.#incoming = incoming;
    this.#parts = parts;
  }

  get request(): Request {
    this.#request ??= this.#toRequest();
    return this.#request;
  }

  bytes(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.hasBody) return Promise.resolve(new Uint8Array());
    if (this.#request) return readBytes(this.#request, limit);
    this.#isRead = true;
    return collectBytes(this.#incoming, limit, this.#parts.onFirstRead);
  }

  #toRequest(): Request {
    const headers = new Headers();
    for (let index = 0; index + 1 < this.rawHeaders.length; index += 2) {
      headers.append(String(this.rawHeaders[index]), String(this.rawHeaders[index + 1]));
    }
    const body = this.hasBody && !this.#isRead ? toBody(this.#incoming, this.#parts.onFirstRead) : null;
    // Not in the types of the DOM: the response may come before the request is read.
    const init = { method: this.method, headers, body, signal: this.signal, duplex: "half" };
    const request = new Request(this.url, init);
    keepRawHeaders(request, this.rawHeaders);
    return request;
  }
}

/** Whether a message has a body (RFC 9112 section 6). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** A path and a query that an address takes over as they are. */
const plainTarget = /^\/[\w.~!$&'()*+,;=:@/-]*(?:\?[\w.~!$&()*+,;=:@%/?-]*)?$/;

/** The last host that made an address; most requests of a server are for the same. */
let known: { readonly host?: string; readonly hostname: string; readonly origin: string } = {
  hostname: "",
  origin: "",
};

function addressOf({ url = "", rawHeaders, httpVersion, socket }: IncomingMessage): Address {
  // Section 3.2: none in HTTP/1.1, more than one (which are joined here), or a bad one is answered with 400.
  const host = joinHeader(rawHeaders, "host") ?? (httpVersion === "1.0" ? `localhost:${socket.localPort}` : "");
  if (host === known.host && plainTarget.test(url) && !url.includes("/.")) {
    const end = url.indexOf("?");
    const [path, query] = end < 0 ? [url, ""] : [url.slice(0, end), url.slice(end + 1)];
    return { url: `${known.origin}${url}`, hostname: known.hostname, path, query };
  }
  const isWhole = /^https?:\/\//i.test(url);
  if (!hostField.test(host) || !(isWhole || url.startsWith("/"))) {
    throw new UnusableRequestError(400);
  }
  // Section 3.2.2: a whole address goes before the host.
  const { href, hostname, origin, username, password, pathname, search } = parse(
    isWhole ? url : `http://${host}${url}`,
  );
  if (username || password) throw new UnusableRequestError(400);
  if (!isWhole) known = { host, hostname, origin };
  return { url: href, hostname, path: pathname, query: search.slice(1) };
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw new UnusableRequestError(400);
  }
}

/** The whole body, without a web stream in between. */
function collectBytes(
  incoming: IncomingMessage,
  limit: number,
  onFirstRead: () => void,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(incoming.headers["content-length"] ?? 0) > limit) return Promise.reject(bodyTooLarge(limit));
  // The client left before anybody wanted the body.
  if (incoming.destroyed) return Promise.reject(bodyEndedEarly());
  onFirstRead();
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    incoming.on("data", (bytes: Uint8Array<ArrayBuffer>) => {
      chunks.push(bytes);
      length += bytes.length;
      if (length <= limit) return;
      incoming.pause().removeAllListeners("data");
      reject(bodyTooLarge(limit));
    });
    incoming.on("end", () => resolve((chunks.length === 1 && chunks[0]) || joinBytes(chunks, length)));
    incoming.on("close", () => {
      if (!incoming.readableEnded) reject(bodyEndedEarly());
    });
  });
}

function toBody(incoming: IncomingMessage, onFirstRead: () => void): ReadableStream<Uint8Array> {
  let isOpen = true;
  let isFirst = true;
  const close = (): boolean => {
    const wasOpen = isOpen;
    isOpen = false;
    return wasOpen;
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        incoming.pause();
        incoming.on("data", (bytes: Uint8Array) => {
          incoming.pause();
          controller.enqueue(bytes);
        });
        incoming.on("end", () => {
          if (close()) controller.close();
        });
        function cut(): void {
          if (close()) {
            controller.error(new DOMException("The client left in the middle of the request.", "AbortError"));
          }
        }
        if (incoming.destroyed) cut();
        incoming.on("close", cut);
      },
      pull() {
        if (isFirst) onFirstRead();
        isFirst = false;
        incoming.resume();
      },
      cancel() {
        close();
        incoming.removeAllListeners("data");
      },
    },
    { highWaterMark: 0 },
  );
}
