/** RFC 9112 section 3: a message of `node:http` as a web request. */

import type { IncomingMessage } from "node:http";
import { keepRawHeaders } from "./raw-headers.ts";

/** RFC 3986 section 3.2: what a Host field may name; a user or a path does not belong there. */
const hostField = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Header lines of a request; beyond 2,000 Node would leave some out without a word. */
const mostHeaders = 100;

/** A request that cannot be a web request; answered with the status. */
export class UnusableRequestError extends Error {
  override readonly name = "UnusableRequestError";
  readonly status: 400 | 421 | 431 | 501;

  constructor(status: 400 | 421 | 431 | 501, message: string) {
    super(message);
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
 * Makes a web request of a message. The body is read from the socket as it is read from the request, not ahead.
 *
 * @throws {@link UnusableRequestError} 400 for a target or a host that makes no address, 421 for a host that is not
 *   served, 431 for too many headers, 501 for a method that the web does not have.
 */
export function toRequest(incoming: IncomingMessage, { signal, onFirstRead, allowedHosts }: RequestParts): Request {
  const { method = "GET", rawHeaders } = incoming;
  if (method === "TRACE" || method === "CONNECT" || method === "TRACK") {
    throw new UnusableRequestError(501, `The method ${method} is not served.`);
  }
  if (rawHeaders.length > 2 * mostHeaders) throw new UnusableRequestError(431, "The request has too many headers.");
  const address = addressOf(incoming);
  if (!URL.canParse(address)) throw new UnusableRequestError(400, "The target and the host make no address.");
  const url = new URL(address);
  if (allowedHosts && !allowedHosts.has(url.hostname)) {
    throw new UnusableRequestError(421, "The host is not served here.");
  }
  const body = method === "GET" || method === "HEAD" || !hasBody(incoming) ? null : toBody(incoming, onFirstRead);
  try {
    const headers = new Headers();
    for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
      headers.append(String(rawHeaders[index]), String(rawHeaders[index + 1]));
    }
    // Not in the types of the DOM: the response may come before the request is read.
    const init = { method, headers, body, signal, duplex: "half" };
    const request = new Request(url, init);
    keepRawHeaders(request, rawHeaders);
    return request;
  } catch {
    throw new UnusableRequestError(400, "The request is not one that the web has.");
  }
}

/** Whether a message has a body (RFC 9112 section 6). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function addressOf({ url = "", headers, rawHeaders, httpVersion, socket }: IncomingMessage): string {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  // Section 3.2: none in HTTP/1.1, more than one, or a bad one is answered with 400.
  const host = headers.host ?? (httpVersion === "1.0" ? `localhost:${socket.localPort}` : "");
  const isWhole = /^https?:\/\//i.test(url);
  if (hosts.length > 1 || !hostField.test(host) || !(isWhole || url.startsWith("/"))) {
    throw new UnusableRequestError(400, "The request has no usable target and host.");
  }
  // Section 3.2.2: a whole address goes before the host.
  return isWhole ? url : `http://${host}${url}`;
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
        incoming.on("close", () => {
          if (close())
            controller.error(new DOMException("The client left in the middle of the request.", "AbortError"));
        });
        // Told by `close`; without a listener it would end the process.
        incoming.on("error", () => {});
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
