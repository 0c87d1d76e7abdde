/** A response with server-sent events that a test sends one by one. */

/** The response and the hands on it. */
export interface EventSourceFixture {
  readonly response: Response;
  /** Sends text or bytes. */
  send(chunk: string | Uint8Array): void;
  end(): void;
  /** Breaks the connection. */
  cut(error?: unknown): void;
  /** How many chunks were asked for and not sent yet: 1 while somebody waits. */
  wanted(): number;
  /** Why the reader let go of it; `undefined` while it has not. */
  cancelled(): { readonly reason: unknown } | undefined;
}

/** Makes a response that is held open; it queues nothing of itself. */
export function createEventSource(init: ResponseInit = {}): EventSourceFixture {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled: { readonly reason: unknown } | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      cancel: (reason) => {
        cancelled = { reason };
      },
    },
    { highWaterMark: 0 },
  );
  return {
    response: new Response(body, { headers: { "content-type": "text/event-stream" }, ...init }),
    send: (chunk) => controller?.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk),
    end: () => controller?.close(),
    cut: (error = new TypeError("terminated")) => controller?.error(error),
    wanted: () => controller?.desiredSize ?? 0,
    cancelled: () => cancelled,
  };
}
