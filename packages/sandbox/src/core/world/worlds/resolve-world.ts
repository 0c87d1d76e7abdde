/** Which world a request is about. */

import { WorldError } from "./world-error.ts";
import { checkWorldName } from "./world-name.ts";
import type { Worlds } from "./worlds.ts";

/** The header that names a world. */
export const worldHeader = "X-Parley-World";

/** How worlds are found. */
export interface WorldResolution {
  readonly worlds: Pick<Worlds, "ensure" | "get">;
  /** Where a request names none; by default `default`. */
  readonly defaultWorld?: string;
  /**
   * The worlds that know a credential of the request: with `store.locate` where it is a record, or what the credential
   * itself says. One for each kind of credential.
   */
  readonly credentials?: readonly ((request: Request) => Promise<readonly string[]>)[];
}

/** What names a world. */
export interface NamingRequest {
  readonly url: string;
  readonly headers: Pick<Headers, "get">;
}

/** Finds the world of a request. @throws WorldError `invalid_name`, `worlds_disagree` */
export type ResolveWorld = (request: Request) => Promise<string>;

/**
 * Makes a function that finds the world of each request: the one of its header or of its host, which is made where it is
 * not there; else the only one that its credential belongs to; else the default world.
 *
 * A credential that several worlds know, as those that are printed, opens the default world.
 */
export function createWorldResolver(resolution: WorldResolution): ResolveWorld {
  const { worlds, defaultWorld = "default", credentials = [] } = resolution;
  return async (request) => {
    const name = findWorldName(request) ?? (await nameByCredential(request)) ?? defaultWorld;
    await worlds.ensure(name);
    return name;
  };

  async function nameByCredential(request: Request): Promise<string | undefined> {
    for (const locate of credentials) {
      const names = await locate(request);
      const [name] = names;
      // A credential may say anything; no world is made for it.
      if (names.length === 1 && name !== undefined && (await exists(name))) return name;
      if (names.length > 0) return undefined;
    }
    return undefined;
  }

  async function exists(name: string): Promise<boolean> {
    return worlds.get(name).then(
      () => true,
      (error: unknown) => {
        if (error instanceof WorldError) return false;
        throw error;
      },
    );
  }
}

/** The world that a request names, in its header or its host. @throws WorldError `invalid_name`, `worlds_disagree` */
export function findWorldName({ url, headers }: NamingRequest): string | undefined {
  const [, label] = /^([^.]+)\.localhost$/.exec(new URL(url).hostname) ?? [];
  const header = headers.get(worldHeader) ?? undefined;
  if (header !== undefined && label !== undefined && header !== label) {
    throw new WorldError("worlds_disagree", `${worldHeader} says another world than the host ${label}.localhost.`);
  }
  const name = header ?? label;
  return name === undefined ? undefined : checkWorldName(name);
}
