/** Talks with the hosted chat in an iframe: new access tokens and nudges, by `postMessage`. */

import { UsageError } from "@parley/client";

/** What the bridge needs of an iframe element. */
export interface BridgeIframe {
  readonly contentWindow: { postMessage(message: unknown, targetOrigin: string): void } | null;
}

/** What the bridge needs of a message event. */
export interface BridgeMessageEvent {
  readonly origin: string;
  readonly source: unknown;
  readonly data: unknown;
}

/** What the bridge needs of the window that the iframe stands in. */
export interface BridgeWindow {
  addEventListener(type: "message", listener: (event: BridgeMessageEvent) => void): void;
  removeEventListener(type: "message", listener: (event: BridgeMessageEvent) => void): void;
}

/** Options of {@link iframeBridge}. */
export interface IframeBridgeOptions {
  readonly iframe: BridgeIframe;
  /** Origin of the chat; default `https://app.chatzy.ai`. */
  readonly origin?: string;
  /**
   * Gets a new access token from your server, which has it from `refreshAccessToken`.
   *
   * @param context - `reason` is that of the iframe, such as `TokenExpiredError`; the signal ends with the bridge.
   */
  readonly getAccessToken: (context: { readonly reason: unknown; readonly signal: AbortSignal }) => Promise<string>;
  /** Told when `getAccessToken` fails; the iframe then stays without a token until it asks again. */
  readonly onError?: (error: unknown) => void;
  /** Default: the window of the page. */
  readonly window?: BridgeWindow;
}

/** A connection to the hosted chat. */
export interface IframeBridge {
  /**
   * Has the chat show a message to a silent visitor.
   *
   * @throws UsageError `no_iframe_window` while the iframe is not part of the page.
   */
  sendNudge(message: string): void;
  /** Ends the bridge: nothing is read or sent any more. */
  dispose(): void;
}

/**
 * Connects the page with the hosted chat.
 *
 * Messages are read only if both their origin and their source are those of the iframe, and sent to that origin only.
 * Several requests for a token at one time are answered with one token.
 *
 * @throws UsageError `invalid_origin`, also for `*`.
 * @example
 * const bridge = iframeBridge({
 *   iframe: document.querySelector("#chatzy-iframe"),
 *   getAccessToken: async ({ signal }) => {
 *     const response = await fetch("/chat-token", { method: "POST", signal });
 *     if (!response.ok) throw new Error(`No access token: ${response.status}`);
 *     return response.text();
 *   },
 * });
 */
export function iframeBridge({
  iframe,
  origin = "https://app.chatzy.ai",
  getAccessToken,
  onError = () => {},
  window = globalThis as unknown as BridgeWindow, // the types of the DOM are not loaded everywhere
}: IframeBridgeOptions): IframeBridge {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw new UsageError("origin must be a scheme and a host, such as https://app.chatzy.ai", {
      code: "invalid_origin",
    });
  }
  const ended = new AbortController();
  const { signal } = ended;
  let isRefreshing = false;

  async function refresh(reason: unknown): Promise<void> {
    if (isRefreshing) return;
    isRefreshing = true;
    try {
      const accessToken = await getAccessToken({ reason, signal });
      if (!signal.aborted) post({ type: "[TOKEN_REFRESH_RESPONSE]", access_token: accessToken });
    } catch (error) {
      if (!signal.aborted) onError(error);
    } finally {
      isRefreshing = false;
    }
  }

  function post(message: unknown): void {
    if (!iframe.contentWindow) {
      throw new UsageError("The iframe has no window: put it into the page first", { code: "no_iframe_window" });
    }
    iframe.contentWindow.postMessage(message, origin);
  }

  function onMessage(event: BridgeMessageEvent): void {
    // Other frames may have the same origin, and the same frame may have been sent elsewhere.
    if (event.origin !== origin || !event.source || event.source !== iframe.contentWindow) return;
    const { type, reason } = (event.data ?? {}) as { type?: unknown; reason?: unknown }; // anything may be sent
    if (type === "[TOKEN_REFRESH]") void refresh(reason);
  }

  window.addEventListener("message", onMessage);
  return {
    sendNudge: (message) => {
      // Text, not an object, as the vendor has it.
      if (!signal.aborted) post(JSON.stringify({ type: "[ASSISTANT_NUDGE]", nudge_message: message }));
    },
    dispose: () => {
      ended.abort();
      window.removeEventListener("message", onMessage);
    },
  };
}
