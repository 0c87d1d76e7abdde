/** Masks credentials in text that people will read. */

const mask = "[redacted]";

const patterns: readonly [RegExp, string][] = [
  // JSON Web Tokens (RFC 7519), whole or cut.
  [/\beyJ[\w-]{5,}(?:\.[\w-]*){0,2}/g, mask],
  [/\b(Bearer|Basic)\s+[^\s,;"']+/gi, `$1 ${mask}`],
  // Values of parameters and members whose name says credential.
  [
    /([?&;\s"']?[\w-]*(?:token|secret|password|api[_-]?key|code_verifier|authorization)["']?\s*[=:]\s*["']?)[^\s&"',;}]+/gi,
    `$1${mask}`,
  ],
  // Keys with the prefix of a vendor.
  [/\b(?:ak|sk|sigmic|xyz)[-_][\w-]{8,}/g, mask],
];

/** The text without anything that looks like a credential. */
export function redact(text: string): string {
  return patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}
