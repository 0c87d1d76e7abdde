/** RFC 9700 section 4.1.3 and RFC 8252: where an authorization response may go. */

/** RFC 8252 section 7.3: only addresses; the name `localhost` may be somebody else's. */
const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]"]);

/** Schemes that run or read something where they are opened. */
const dangerous: ReadonlySet<string> = new Set([
  "about:",
  "blob:",
  "data:",
  "file:",
  "ftp:",
  "javascript:",
  "vbscript:",
]);

/** What is wrong with an address that somebody wants to register. */
export type RedirectUriFault =
  | "not-absolute"
  | "fragment"
  | "credentials"
  | "dangerous-scheme"
  | "plain-http"
  | "wildcard";

/** What is wrong with an address; `undefined` for one that can be registered. A native app may have a scheme of its own. */
export function findRedirectUriFault(text: string, isNative = false): RedirectUriFault | undefined {
  const url = URL.parse(text);
  // What the parser mends is not what would be compared later.
  if (!url || /[\s\\]/.test(text) || text !== text.normalize("NFC")) return "not-absolute";
  if (text.includes("#")) return "fragment";
  if (url.username !== "" || url.password !== "") return "credentials";
  if (text.includes("*")) return "wildcard";
  if (url.protocol === "https:") return undefined;
  if (url.protocol === "http:") return loopback.has(url.hostname) ? undefined : "plain-http";
  // RFC 8252 section 7.1: a private scheme is a domain name backwards, so it has a dot.
  if (dangerous.has(url.protocol) || !isNative || !url.protocol.includes(".")) return "dangerous-scheme";
  return undefined;
}

/** Whether a response may go to this address: one that is registered, character by character. */
export function isRegisteredRedirectUri(
  text: string,
  { redirectUris, isNative = false }: { readonly redirectUris: readonly string[]; readonly isNative?: boolean },
): boolean {
  if (redirectUris.includes(text)) return true;
  // RFC 8252 section 7.3: an app on the machine of the user gets its port from the system.
  return isNative && redirectUris.some((registered) => differsInLoopbackPort(registered, text));
}

function differsInLoopbackPort(registered: string, text: string): boolean {
  const [left, right] = [registered, text].map((one) =>
    /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?(\/.*)?$/.exec(one),
  );
  if (!left || !right || Number(right[2] ?? 80) > 65_535 || text.endsWith("\n")) return false;
  return left[1] === right[1] && left[3] === right[3];
}
