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
import { findWorldName, isWorldError } from "../world/index.ts";
import { wantsExample } from "./examples.ts";
import type { PlatformHandler } from "./platform.ts";

/** Serves all platforms. */
export type Front = FetchHandler & Viewed;

/** What is behind a first segment of the path. */
export interface Branch {
  readonly handler: PlatformHandler | FetchHandler;
  /** Answers requests that ask for a documented answer; absent where there is none. */
  readonly examples?: PlatformHandler;
}

/**
 * Puts handlers behind one another by the first segment of the path. What is at no handler gets 404 and the names of
 * those that there are, and what names a world that cannot be, 400.
 */
export function createFront(branches: ReadonlyMap<string, Branch>): Front {
  const message = `Nothing is served here; paths begin with ${[...branches.keys()].map((name) => `/${name}/`).join(", ")}`;
  const nowhere: FetchHandler = async () => Response.json({ message }, { status: 404 });

  /** Says what is wrong with the name of the world; no platform can, as it knows no world then. */
  function refuseWorld(request: Pick<HostRequest, "url" | "headers">): FetchHandler | undefined {
    try {
      findWorldName(request);
      return undefined;
    } catch (error) {
      if (!isWorldError(error)) throw error;
      return async () => Response.json({ message: error.message }, { status: 400 });
    }
  }

  function find(request: Pick<HostRequest, "url" | "path" | "headers" | "query">): PlatformHandler | FetchHandler {
    const refuse = refuseWorld(request);
    if (refuse) return refuse;
    const branch = branches.get(request.path.split("/", 2)[1] ?? "");
    return (branch?.examples && wantsExample(request) ? branch.examples : branch?.handler) ?? nowhere;
  }

  const fetch: FetchHandler = (request) => {
    const { pathname, search } = new URL(request.url);
    return find({ url: request.url, path: pathname, query: search, headers: request.headers })(request);
  };
  const answer = async (request: HostRequest): Promise<HostResponse> => {
    const handler = find(request);
    return viewOf(handler)?.answer(request) ?? toHostResponse(await handler(request.request));
  };
  const [own] = [...branches.values()].flatMap(({ handler }) => viewOf(handler) ?? []);
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
