/** Web requests in the form of hosts, and the way back. */

import { type HostRequest, viewOf } from "../host/index.ts";
import { readBytes } from "./read-bytes.ts";

/** A web request in this form. */
export function fromRequest(request: Request): HostRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    url: request.url,
    path: pathname,
    query: search.slice(1),
    headers: request.headers,
    rawHeaders: viewOf(request).rawHeaders,
    hasBody: request.body !== null,
    signal: request.signal,
    get isGone() {
      return request.signal.aborted;
    },
    request,
    bytes: (limit) => readBytes(request, limit),
  };
}

const host = Symbol("host");

/** What an object has of its request, made when it is read: few handlers do. */
interface OfRequest {
  readonly request: Request;
  /** Aborted when the caller is gone. */
  readonly signal: AbortSignal;
}

const ofHost: Record<keyof OfRequest, PropertyDescriptor & ThisType<{ readonly [host]: HostRequest }>> = {
  request: {
    enumerable: true,
    get() {
      return this[host].request;
    },
  },
  signal: {
    enumerable: true,
    configurable: true,
    get() {
      return this[host].signal;
    },
  },
};

/** Adds the web request and its signal to an object. */
export function addRequest<Value extends object>(value: Value, of: HostRequest): Value & OfRequest {
  const own = value as Value & { [host]?: HostRequest } & OfRequest; // from here on
  own[host] = of;
  // One accessor for all: an object literal would make its own each time, which costs as much as reading a body.
  return Object.defineProperties(own, ofHost);
}
