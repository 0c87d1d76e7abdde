/** Keeps secrets out of browsers. */

import { UsageError } from "../errors/index.ts";

/**
 * Refuses to go on in a browser, where every visitor can read what the page has.
 *
 * @param name - What needs the secret, for the message.
 * @throws {@link UsageError} `secret_in_browser`.
 */
export function refuseBrowser(name: string): void {
  const { navigator } = globalThis as { navigator?: { userAgent?: string } }; // absent in Node 20
  // Node, Deno, Bun and Cloudflare name themselves in the user agent; web workers of browsers have no document.
  if ("document" in globalThis || navigator?.userAgent?.startsWith("Mozilla/")) {
    const message = `${name} works on a server only, because a browser shows every secret to everybody`;
    throw new UsageError(message, { code: "secret_in_browser" });
  }
}
