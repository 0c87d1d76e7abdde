/** RFC 9112 section 3: a message of `node:http` as a request. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { type HostRequest, type HostStatus, type ReceiveFile, withView } from "../host/index.ts";
import { bodyEndedEarly, bodyTooLarge, joinBytes, joinHeader, readBytes } from "../request/index.ts";

import type { Departure } from "./departure.ts";
import type { Uploads } from "./uploads.ts";

/** RFC 3986 section 3.2: what a Host field may name; a user or a path does not belong there. */
const hostField = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Header lines of a request; beyond 2,000 Node would leave some out without a word. */
const mostHeaders = 100;

/** A request that cannot be a web request; answered with the status. */
export class UnusableRequestError extends Error {
  override readonly name = "UnusableRequestError";
  readonly status: HostStatus;

  constructor(status: HostStatus) {
    super(`The request is answered with ${status}`);
    this.status = status;
  }
}

/** What the requests of a server share. */
export interface RequestSetup {
  readonly readAddress: ReadAddress;
  readonly uploads: Uploads;
  /** Names of hosts that are served, in lower case; all when absent. */
  readonly allowedHosts: ReadonlySet<string> | undefined;
}

/** What a request is made of. */
export interface MessageParts {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Learns when the client leaves before the response is complete. */
  readonly departure: Departure;
  /** Called before the first byte of the body is read. */
  readonly onFirstRead: () => void;
}

/**
 * Makes a request of a message. The body is read from the socket as it is read from the request, not ahead.
 *
 * @throws {@link UnusableRequestError} 400 for a target or a host that makes no address, 421 for a host that is not
 *   served, 431 for too many headers, 501 for a method that the web does not have.
 */
export function toHostRequest(setup: RequestSetup, parts: MessageParts): HostRequest {
  const { method = "GET", rawHeaders } = parts.incoming;
  if (method === "TRACE" || method === "CONNECT" || method === "TRACK") {
    throw new UnusableRequestError(501);
  }
  // RFC 9112 section 6.1: the parser takes other codings where chunks come last, and undoes none of them.
  const coding = joinHeader(rawHeaders, "transfer-encoding");
  if (coding !== null && coding.trim().toLowerCase() !== "chunked") throw new UnusableRequestError(501);
  if (rawHeaders.length > 2 * mostHeaders) throw new UnusableRequestError(431);
  const address = setup.readAddress(parts.incoming);
  if (setup.allowedHosts && !setup.allowedHosts.has(address.hostname)) {
    throw new UnusableRequestError(421);
  }
  return new NodeRequest(setup, parts, address);
}

/** The address of a message. */
export interface Address extends Pick<HostRequest, "url" | "path" | "query"> {
  readonly hostname: string;
}

class NodeRequest implements HostRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: string;
  readonly rawHeaders: readonly string[];
  readonly hasBody: boolean;
  readonly #setup: RequestSetup;
  readonly #parts: MessageParts;
  #request: Request | undefined;
  #isRead = false;

  constructor(setup: RequestSetup, parts: MessageParts, { url, path, query }: Address) {
    const { method = "GET", rawHeaders } = parts.incoming;
    this.method = method;
    this.url = url;
    this.path = path;
    this.query = query;
    this.rawHeaders = rawHeaders;
    this.hasBody = method !== "GET" && method !== "HEAD" && hasBody(parts.incoming);
    this.#setup = setup;
    this.#parts = parts;
  }

  /** The headers are this object itself, so that no other one is made. */
  get headers(): HostRequest["headers"] {
    return this;
  }

  get(name: string): string | null {
    return joinHeader(this.rawHeaders, name);
  }

  get signal(): AbortSignal {
    return this.#parts.departure.signal;
  }

  get isGone(): boolean {
    return this.#parts.departure.isGone;
  }

  get receiveFile(): ReceiveFile {
    const { outgoing } = this.#parts;
    const removals: (() => void)[] = [];
    // One listener for all files: Node takes many for a leak.
    const onOver = (remove: () => void) => {
      if (removals.push(remove) > 1) return;
      outgoing.once("close", () => {
        for (const removeOne of removals) removeOne();
      });
    };
    return (file) => this.#setup.uploads.receive(file, { onOver });
  }

  get request(): Request {
    this.#request ??= this.#toRequest();
    return this.#request;
  }

  bytes(limit: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!this.hasBody) return Promise.resolve(new Uint8Array());
    if (this.#request) return readBytes(this.#request, limit);
    this.#isRead = true;
    return collectBytes(this.#parts, limit);
  }

  #toRequest(): Request {
    const headers = new Headers();
    for (let index = 0; index + 1 < this.rawHeaders.length; index += 2) {
      headers.append(String(this.rawHeaders[index]), String(this.rawHeaders[index + 1]));
    }
    const body = this.hasBody && !this.#isRead ? toBody(this.#parts) : null;
    // Not in the types of the DOM: the response may come before the request is read.
    const init = { method: this.method, headers, body, signal: this.signal, duplex: "half" };
    return withView(new Request(this.url, init), { rawHeaders: this.rawHeaders });
  }
}

/** Whether a message has a body (RFC 9112 section 6). */
export function hasBody({ rawHeaders }: IncomingMessage): boolean {
  return joinHeader(rawHeaders, "transfer-encoding") !== null || lengthOf(rawHeaders) > 0;
}

/** The announced length of a body; 0 where there is none. Node makes an object of all headers for whoever asks it. */
export function lengthOf(rawHeaders: readonly string[]): number {
  return Number(joinHeader(rawHeaders, "content-length") ?? 0);
}

/** A path and a query that an address takes over as they are. */
const plainTarget = /^\/[\w.~!$&'()*+,;=:@/-]*(?:\?[\w.~!$&()*+,;=:@%/?-]*)?$/;

/** Reads the address of a message. */
export type ReadAddress = (incoming: IncomingMessage) => Address;

/** Makes the reader of a server, which knows the last host that made an address: most requests are for the same. */
export function createAddressReader(): ReadAddress {
  let known: Pick<URL, "hostname" | "origin"> & { readonly host?: string } = { hostname: "", origin: "" };
  return ({ url = "", rawHeaders, httpVersion, socket }) => {
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
  };
}

function parse(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw new UnusableRequestError(400);
  }
}

/** The whole body, without a web stream in between. */
function collectBytes({ incoming, onFirstRead }: MessageParts, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (lengthOf(incoming.rawHeaders) > limit) return Promise.reject(bodyTooLarge(limit));
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

function toBody({ incoming, onFirstRead }: MessageParts): ReadableStream<Uint8Array> {
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
