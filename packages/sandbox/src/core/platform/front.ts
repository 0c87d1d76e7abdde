/** The front of the sandbox: each platform below its own name. */

import {
  type FetchHandler,
  type HostHandler,
  type HostRequest,
  type HostResponse,
  type HostStatus,
  hostView,
  type Viewed,
} from "@parley/server";
import type { PlatformHandler } from "./platform.ts";

/** Serves all platforms. */
export type Front = FetchHandler & Viewed;

/**
 * Puts handlers behind one another by the first segment of the path. What is at no handler gets 404 and the names of
 * those that there are.
 */
export function createFront(handlers: ReadonlyMap<string, PlatformHandler | FetchHandler>): Front {
  const nowhere = JSON.stringify({
    message: `Nothing is served here; paths begin with ${[...handlers.keys()].map((name) => `/${name}/`).join(", ")}`,
  });
  const find = (path: string) => handlers.get(path.split("/", 2)[1] ?? "");

  const fetch: FetchHandler = async (request) => {
    const handler = find(new URL(request.url).pathname);
    if (handler) return handler(request);
    return new Response(nowhere, { status: 404, headers: { "content-type": "application/json" } });
  };
  const answer = async (request: HostRequest): Promise<HostResponse> => {
    const handler = find(request.path);
    const served = handler && viewOf(handler);
    return served ? served.answer(request) : toHostResponse(await fetch(request.request));
  };
  const [own] = [...handlers.values()].flatMap((handler) => viewOf(handler) ?? []);
  // There is no request yet, and so no platform: all of them know a form for it.
  const hostErrorOf = (status: HostStatus) => own?.hostErrorOf(status) ?? "{}";
  return Object.assign(fetch, { [hostView]: { handler: { answer, hostErrorOf } } });
}

function viewOf(handler: PlatformHandler | FetchHandler): HostHandler | undefined {
  return hostView in handler ? handler[hostView].handler : undefined;
}

/** An answer of a handler that knows only the web. */
function toHostResponse(response: Response): HostResponse {
  const headers = new Map([...response.headers].filter(([name]) => name !== "set-cookie"));
  return { status: response.status, headers, cookies: response.headers.getSetCookie(), body: response.body };
}
