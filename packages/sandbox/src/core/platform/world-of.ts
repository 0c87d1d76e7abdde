/** The world of a request, found once however many ask. */

import type { ResolveWorld } from "../world/index.ts";

/** Asks `resolve` once for each request. */
export function rememberWorlds(resolve: ResolveWorld): ResolveWorld {
  const worlds = new WeakMap<Request, Promise<string>>();
  return (request) => {
    const known = worlds.get(request);
    if (known) return known;
    const world = resolve(request);
    worlds.set(request, world);
    return world;
  };
}
