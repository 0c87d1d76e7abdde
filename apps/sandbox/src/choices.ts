/** What the options of the command choose. */

import type { Platform } from "@parley/sandbox";
import { type PacingName, pacings } from "@parley/sandbox/core/run";
import { type SeedName, seedNames } from "@parley/sandbox/core/world";
import { CommandError } from "@parley/tooling/command";

/** @throws CommandError when there is no such platform. */
export function choosePlatforms(all: readonly Platform[], only: readonly string[]): readonly Platform[] {
  const names = all.map(({ name }) => name);
  for (const name of only) check("--only", name, names);
  return all.filter(({ name }) => only.length === 0 || only.includes(name));
}

/** @throws CommandError when it is no port. */
export function readPort(text: string | undefined, portBase: number): number {
  if (text === undefined) return portBase === 0 ? 0 : portBase + 10;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new CommandError(`--port must be a whole number from 0 to 65535; got "${text}".`);
}

/** @throws CommandError when worlds cannot begin so. */
export function chooseSeed(name: string): SeedName {
  return check("--seed", name, seedNames);
}

/** @throws CommandError when there is no such speed. */
export function choosePacing(name: string): PacingName {
  return check("--preset", name, Object.keys(pacings) as PacingName[]); // the names of our own table
}

/** One of these names. @throws CommandError when it is none, and names the option. */
export function check<Name extends string>(option: string, name: string, names: readonly Name[]): Name {
  const found = names.find((known) => known === name);
  if (found !== undefined) return found;
  throw new CommandError(`${option} must be one of ${names.join(", ")}; got "${name}".`);
}
