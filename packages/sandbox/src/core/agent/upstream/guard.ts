/** A fetch that a broken upstream cannot hold up, flood or lead astray. */

import type { Clock } from "@parley/clock";
import type { UpstreamLimits } from "./limits.ts";
import { failureOf } from "./status.ts";
import { UpstreamError } from "./upstream-error.ts";

/** One guarded request. */
export interface Guard {
  readonly fetch: typeof globalThis.fetch;
  /** What was found to be wrong, whatever the client library has made of it. */
  failure(): UpstreamError | undefined;
  /** Ends the request, if it goes on, and all that waits. */
  close(): void;
}

/** What a guard needs. */
export interface GuardOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly limits: UpstreamLimits;
  /** Nothing else is asked, and no redirect is followed: the key is for this address alone. */
  readonly baseUrl: URL;
  readonly signal: AbortSignal;
}

/** Guards one request. */
export function createGuard({ fetch, clock, limits, baseUrl, signal }: GuardOptions): Guard {
  const controller = new AbortController();
  let failure: UpstreamError | undefined;
  let relief = new AbortController();
  const end = new AbortController();

  function fail(error: UpstreamError): UpstreamError {
    failure ??= error;
    controller.abort(failure);
    return failure;
  }
  function limit(milliseconds: number, until: AbortSignal): void {
    clock.sleep(milliseconds, until).then(
      () => fail(new UpstreamError("upstream_timeout")),
      () => {},
    );
  }
  function waitAtMost(milliseconds: number): void {
    relief.abort();
    relief = new AbortController();
    limit(milliseconds, relief.signal);
  }
  function close(): void {
    relief.abort();
    end.abort();
    signal.removeEventListener("abort", close);
    controller.abort(signal.aborted ? signal.reason : undefined);
  }
  signal.addEventListener("abort", close, { once: true });

  /**
   * What comes in, read as it comes: a reader who takes his time, because the visitor wants it slowly, is no silence of
   * the upstream. The limit of bytes is that of what waits for him.
   */
  function watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const reader = body.getReader();
    let bytes = 0;
    return new ReadableStream<Uint8Array>({
      start(stream) {
        async function pump(): Promise<void> {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            bytes += value.length;
            if (bytes > limits.bytes) throw fail(new UpstreamError("upstream_too_long"));
            waitAtMost(limits.idle);
            stream.enqueue(value);
          }
          relief.abort();
          end.abort();
          stream.close();
        }
        pump().catch((error: unknown) => stream.error(failure ?? error));
      },
      cancel: (reason) => reader.cancel(reason),
    });
  }

  return {
    failure: () => failure,
    close,
    async fetch(input, init) {
      signal.throwIfAborted();
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.origin !== baseUrl.origin) throw fail(new UpstreamError("upstream_redirect"));
      waitAtMost(limits.firstByte);
      limit(limits.total, end.signal);
      let response: Response;
      try {
        response = await fetch(input, { ...init, redirect: "manual", signal: controller.signal });
      } catch {
        signal.throwIfAborted();
        throw fail(failure ?? new UpstreamError("upstream_unreachable"));
      }
      const watched = response.body ? new Response(watch(response.body), viewOf(response)) : response;
      const found = await failureOf(watched, clock.now()).catch(() => new UpstreamError("upstream_refused"));
      if (found) throw fail(failure ?? found);
      return watched;
    },
  };
}

function viewOf({ status, statusText, headers }: Response): ResponseInit {
  return { status, statusText, headers };
}
