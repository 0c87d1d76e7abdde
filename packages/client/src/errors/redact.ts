/** Masks credentials in text that people will read. */

const mask = "[redacted]";

/** JSON Web Tokens (RFC 7519), whole or cut, and access and secret keys with their customary prefixes. */
const wellKnown = /\b(?:eyJ|(?:ak|sk)[-_])[\w-]{5,}(?:\.[\w-]*){0,2}/g;

/**
 * What stands behind a name that says credential, behind the scheme of an authorization, and behind an address with a
 * user (RFC 3986 section 3.2.1).
 */
const named =
  /((?:[\w-]*(?:token|secret|password|api[_-]?key|code_verifier|authorization|signature)|[?&](?:code|key|sig))["']?\s*[=:]\s*["']?(?:(?:Bearer|Basic)\s+)?|\b(?:Bearer|Basic)\s+|\/\/(?=[^\s/?#]+@))[^\s&"',;}]+/gi;

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
