/** RFC 6266: the file name in a `Content-Disposition` header. */

/**
 * Reads the name to save a download under: `filename*` before `filename` (section 4.3), without folders, and without
 * what could leave the folder of downloads.
 *
 * @param otherwise - A path whose last part is the name if the header has none.
 */
export function readFileName(header: string, otherwise: string): string {
  return lastPart(extendedName(header) ?? "") || lastPart(plainName(header)) || lastPart(otherwise) || "file";
}

/** RFC 8187 section 3.2: charset, language and percent-encoded bytes. */
function extendedName(header: string): string | undefined {
  const [, encoded] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^\s;]+)/i.exec(header) ?? [];
  try {
    return encoded && decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function plainName(header: string): string {
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;"]+))/i.exec(header) ?? [];
  return quoted?.replace(/\\(.)/g, "$1") ?? token ?? "";
}

function lastPart(path: string): string {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  return /^\.*$/.test(name) ? "" : name;
}
