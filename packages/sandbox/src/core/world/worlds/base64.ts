/** Bytes as text, where a document has files (RFC 4648, section 4). */

/** Bytes at a time that one call of a function takes as its parameters. */
const piece = 0x8000;

/** Writes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let units = "";
  for (let start = 0; start < bytes.length; start += piece) {
    units += String.fromCharCode(...bytes.subarray(start, start + piece));
  }
  return btoa(units);
}

/** Reads base64; nothing where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}
