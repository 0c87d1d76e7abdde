/** Masks credentials in text that people will read. */

const mask = "[redacted]";

/** JSON Web Tokens (RFC 7519), whole or cut, and access and secret keys with their customary prefixes. */
const wellKnown = /\b(?:eyJ|(?:ak|sk)[-_])[\w-]{5,}(?:\.[\w-]*){0,2}/g;

/**
 * What stands behind a name that ends as those of credentials do, behind the scheme of an authorization, and behind an
 * address with a user (RFC 3986 section 3.2.1). What stands before the end of a name is not matched: looking for it at
 * each letter takes time that grows with the square of the text.
 */
const named =
  /((?:(?:token|secret|password|api[_-]?key|code_verifier|authorization|signature)|[?&](?:code|key|sig))["']?\s*[=:]\s*["']?(?:(?:Bearer|Basic)\s+)?|\b(?:Bearer|Basic)\s+|\/\/(?=[^\s/?#]+@))[^\s&"',;}]+/gi;

/**
 * The text without anything that looks like a credential.
 *
 * @param secrets - Values that must not stand in it, whatever they look like.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  // The longest first, as one may be a part of another.
  const known = [...secrets].sort((left, right) => right.length - left.length);
  const unquoted = known.reduce((result, secret) => result.replaceAll(secret, mask), text);
  return unquoted.replace(wellKnown, mask).replace(named, `$1${mask}`);
}

/** Longest code or id of a server that is passed on. */
const longestName = 128;

/** A code or an id of a server, short enough to be printed. */
export function capName(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName)}...` : text;
}

const secretName = /token|secret|passw|key|code|auth|cookie|credential|signature|otp/i;
/** Shorter values are words and numbers that a message may well need. */
const shortestSecret = 6;

/** The texts in a value that a message must not quote: all below a name that says credential. */
export function findSecrets(value: unknown, isSecret = false): string[] {
  if (typeof value === "string") {
    // Of `Bearer abc` the second word alone is one too.
    const parts = isSecret ? [value, value.slice(value.lastIndexOf(" ") + 1)] : [];
    return parts.filter((part) => part.length >= shortestSecret);
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => findSecrets(member, isSecret || secretName.test(name)));
}
