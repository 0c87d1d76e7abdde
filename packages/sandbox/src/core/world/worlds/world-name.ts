/** Names of worlds: what can stand in a header, before `.localhost`, and in the path of a file. */

import { WorldError } from "./world-error.ts";

/** Checks a name: a label of a host name in small letters (RFC 1123, section 2.1). @throws WorldError `invalid_name` */
export function checkWorldName(name: string): string {
  if (/^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(name)) return name;
  const shown = name.length > 80 ? `${name.slice(0, 80)}...` : name;
  throw new WorldError(
    "invalid_name",
    `${JSON.stringify(shown)} is no name of a world: 1 to 63 small letters, digits and "-", with no "-" first or last.`,
  );
}
