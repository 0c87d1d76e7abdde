import { describe, expect, test } from "vitest";
import { type BridgeMessageEvent, type IframeBridgeOptions, iframeBridge } from "./iframe-bridge.ts";

const origin = "https://app.chatzy.ai";
const expired = { type: "[TOKEN_REFRESH]", reason: "TokenExpiredError" };

/** A page with an iframe; messages are delivered at once. */
function createPage() {
  const listeners = new Set<(event: BridgeMessageEvent) => void>();
  const posted: (readonly [message: unknown, targetOrigin: string])[] = [];
  const contentWindow = {
    postMessage: (message: unknown, targetOrigin: string) => {
      posted.push([message, targetOrigin]);
    },
  };
  return {
    posted,
    listeners,
    iframe: { contentWindow },
    window: {
      addEventListener: (_type: "message", listener: (event: BridgeMessageEvent) => void) => {
        listeners.add(listener);
      },
      removeEventListener: (_type: "message", listener: (event: BridgeMessageEvent) => void) => {
        listeners.delete(listener);
      },
    },
    receive: async (event: Partial<BridgeMessageEvent>) => {
      for (const listener of listeners) listener({ origin, source: contentWindow, data: expired, ...event });
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function connect(options: Partial<IframeBridgeOptions> = {}) {
  const page = createPage();
  const reasons: unknown[] = [];
  const getAccessToken = async ({ reason }: { reason: unknown }) => {
    reasons.push(reason);
    return `token ${reasons.length}`;
  };
  const bridge = iframeBridge({ iframe: page.iframe, window: page.window, getAccessToken, ...options });
  return { ...page, bridge, reasons };
}

test("an iframe whose token has expired gets a new one, at its origin only", async () => {
  const { receive, posted, reasons } = connect();
  await receive({});
  await receive({});
  expect(reasons).toEqual(["TokenExpiredError", "TokenExpiredError"]);
  expect(posted).toEqual([
    [{ type: "[TOKEN_REFRESH_RESPONSE]", access_token: "token 1" }, origin],
    [{ type: "[TOKEN_REFRESH_RESPONSE]", access_token: "token 2" }, origin],
  ]);
});

describe("nothing is answered to a message", () => {
  test.each<{ name: string; event: Partial<BridgeMessageEvent> }>([
    { name: "from another origin", event: { origin: "https://app.chatzy.ai.parley.dev" } },
    { name: "from a page without an origin", event: { origin: "null" } },
    { name: "from another window of the same origin", event: { source: { postMessage: () => {} } } },
    { name: "without a source", event: { source: null } },
    { name: "of another type", event: { data: { type: "[OTHER]" } } },
    { name: "of no type", event: { data: null } },
    { name: "that is text", event: { data: JSON.stringify(expired) } },
  ])("$name", async ({ event }) => {
    const { receive, posted, reasons } = connect();
    await receive(event);
    expect([posted, reasons]).toEqual([[], []]);
  });
});

test("an iframe that is out of the page gets nothing", async () => {
  const { receive, reasons } = connect({ iframe: { contentWindow: null } });
  await receive({ source: null });
  expect(reasons).toEqual([]);
});

test("requests that come together are answered with one token", async () => {
  let give: (token: string) => void = () => {};
  let asked = 0;
  const getAccessToken = () => {
    asked += 1;
    return new Promise<string>((resolve) => {
      give = resolve;
    });
  };
  const { receive, posted } = connect({ getAccessToken });
  await receive({});
  await receive({});
  give("token");
  await receive({ data: null });
  expect([asked, posted.length]).toEqual([1, 1]);
});

test("a failure is told, and the next request is answered", async () => {
  const errors: unknown[] = [];
  const failure = new Error("no server");
  let asked = 0;
  const { receive, posted } = connect({
    onError: (error) => errors.push(error),
    getAccessToken: async () => {
      asked += 1;
      if (asked === 1) throw failure;
      return "token";
    },
  });
  await receive({});
  await receive({});
  expect(errors).toEqual([failure]);
  expect(posted).toHaveLength(1);
});

test("a nudge is text, at the origin that is given", () => {
  const { bridge, posted } = connect({ origin: "http://127.0.0.1:4015" });
  bridge.sendNudge("Need help?");
  expect(posted).toEqual([['{"type":"[ASSISTANT_NUDGE]","nudge_message":"Need help?"}', "http://127.0.0.1:4015"]]);
});

test("a nudge needs an iframe in the page", () => {
  const { bridge } = connect({ iframe: { contentWindow: null } });
  expect(() => bridge.sendNudge("Need help?")).toThrow(expect.objectContaining({ code: "no_iframe_window" }));
});

test("after dispose nothing is read or sent, also no token that was on its way", async () => {
  let give: (token: string) => void = () => {};
  const signals: AbortSignal[] = [];
  const getAccessToken = ({ signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return new Promise<string>((resolve) => {
      give = resolve;
    });
  };
  const { bridge, receive, posted, listeners } = connect({ getAccessToken });
  await receive({});
  bridge.dispose();
  give("token");
  await receive({});
  bridge.sendNudge("Need help?");
  expect(posted).toEqual([]);
  expect(listeners.size).toBe(0);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test.each(["*", "", "app.chatzy.ai", "https://app.chatzy.ai/", "https://app.chatzy.ai/chat", "file:///a"])(
  "%j is no origin",
  (wrong) => {
    expect(() => connect({ origin: wrong })).toThrow(expect.objectContaining({ code: "invalid_origin" }));
  },
);
