/** Base64 (RFC 4648 section 4) of bytes; the runtimes share only `atob` and `btoa`. */

/** The bytes of a text in base64; throws a DOMException when it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  // One by one: as parameters of one call, the bytes of a large body would not fit on the stack.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
