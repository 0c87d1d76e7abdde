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
