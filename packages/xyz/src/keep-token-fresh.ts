/** Refreshes the token of a client in the background. */

import { keepFresh, setupOf, UsageError } from "@parley/client";
import type { Xyz } from "./xyz.ts";

/** A refresh in the background. */
export interface TokenRefresh {
  /** Ends it. The client can still be used, and another refresh be begun. */
  close(): void;
}

/**
 * Has the token of a client replaced by the clock, also while nothing is sent: about 60 seconds before its end, at half
 * of its life if it lives less than two minutes. Failures are left to the requests that need the token. It keeps a
 * program running until it is closed.
 *
 * @throws UsageError `no_fetch_token` for a client without `fetchToken`.
 * @example
 * const refresh = keepTokenFresh(xyz);
 * addEventListener("pagehide", () => refresh.close());
 */
export function keepTokenFresh(xyz: Xyz): TokenRefresh {
  const { credentials, clock } = setupOf(xyz);
  const source = credentials.endUserJwt;
  if (typeof source !== "object") {
    throw new UsageError("keepTokenFresh takes a client with fetchToken", { code: "no_fetch_token" });
  }
  const closed = new AbortController();
  void keepFresh(source, { signal: closed.signal, clock });
  return { close: () => closed.abort() };
}
