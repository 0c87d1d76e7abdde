/** The public widget sends `appToken` always, and empty where its site has none: that is no credential. */

import type { HostRequest } from "@parley/server";

const header = "apptoken";

/** The same request without an empty token. */
export function dropEmptyAppToken(request: HostRequest): HostRequest {
  if (request.headers.get(header) !== "") return request;
  const { method, url, path, query, rawHeaders, hasBody, signal, receiveFile } = request;
  const isKept = (_line: string, place: number) => rawHeaders?.[place - (place % 2)]?.toLowerCase() !== header;
  return {
    method,
    url,
    path,
    query,
    hasBody,
    signal,
    headers: { get: (name) => (name.toLowerCase() === header ? null : request.headers.get(name)) },
    rawHeaders: rawHeaders?.filter(isKept),
    get isGone() {
      return request.isGone;
    },
    get request() {
      return request.request;
    },
    bytes: (limit) => request.bytes(limit),
    ...(receiveFile && { receiveFile: receiveFile.bind(request) }),
  };
}

/** The same web request without an empty token. */
export function dropEmptyAppTokenOf(request: Request): Request {
  if (request.headers.get(header) !== "") return request;
  const headers = new Headers(request.headers);
  headers.delete(header);
  return new Request(request, { headers });
}
