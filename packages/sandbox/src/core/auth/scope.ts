/** RFC 6749 section 3.3: scopes. */

/** The scopes of a text, each once, in their order; `undefined` where the text is none. */
export function readScope(text: string): readonly string[] | undefined {
  if (text === "") return [];
  const scopes = text.split(" ");
  return scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope)) ? [...new Set(scopes)] : undefined;
}

/** Whether everything that is wanted is granted. */
export function hasScopes(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((scope) => granted.includes(scope));
}
