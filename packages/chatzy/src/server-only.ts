/** Keeps secrets out of browsers. */

import { UsageError } from "@parley/client";

/** @throws {@link UsageError} `secret_in_browser` in a browser, where everybody could read the secrets. */
export function refuseBrowser(name: string): void {
  const { navigator } = globalThis as { navigator?: { userAgent?: string } }; // absent in Node 20
  // Node, Deno, Bun and Cloudflare name themselves in the user agent; web workers of browsers have no document.
  if ("document" in globalThis || navigator?.userAgent?.startsWith("Mozilla/")) {
    const message = `${name} works on a server only: call it there, and give the page nothing but the access token`;
    throw new UsageError(message, { code: "secret_in_browser" });
  }
}
