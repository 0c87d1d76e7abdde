/** A request in the form in which its host has it, so that a host need not make a web request of every message. */

import { rawHeadersOf } from "./raw-headers.ts";
import { readBytes } from "./read-bytes.ts";

/** A request to a served contract. */
export interface HostRequest {
  readonly method: string;
  /** Whole address. */
  readonly url: string;
  /** Path of the address, still encoded, without dot segments. */
  readonly path: string;
  /** What follows the question mark, still encoded. */
  readonly query: string;
  /** By the name, in whatever case; repeated lines are joined. */
  readonly headers: Pick<Headers, "get">;
  /** Header lines, names and values in turn; `undefined` where the host does not keep them apart. */
  readonly rawHeaders: readonly string[] | undefined;
  readonly hasBody: boolean;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** The same as a web request; its body is empty once {@link bytes} has read it. */
  readonly request: Request;
  /**
   * The whole body.
   *
   * @throws Refusal when it has more bytes than `limit`, or ends early.
   */
  bytes(limit: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A web request in this form. */
export function fromRequest(request: Request): HostRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    url: request.url,
    path: pathname,
    query: search.slice(1),
    headers: request.headers,
    rawHeaders: rawHeadersOf(request),
    hasBody: request.body !== null,
    signal: request.signal,
    request,
    bytes: (limit) => readBytes(request, limit),
  };
}

const host = Symbol("host");

const requestOfHost: PropertyDescriptor & ThisType<{ readonly [host]: HostRequest }> = {
  enumerable: true,
  get() {
    return this[host].request;
  },
};

/** Adds the web request to an object as `request`, made when it is read: few handlers do. */
export function addRequest<Value extends object>(value: Value, of: HostRequest): Value & { readonly request: Request } {
  const own = value as Value & { [host]?: HostRequest; readonly request: Request }; // from here on
  own[host] = of;
  // One accessor for all: an object literal would make its own each time, which costs as much as reading a body.
  return Object.defineProperty(own, "request", requestOfHost);
}
