/** A platform in the process, as good or bad as a test wants it. */

import { createManualClock } from "@parley/clock/manual";
import document from "@parley/contracts/xyz/openapi.json" with { type: "json" };
import { createXyz, type TaskEvent, type UnknownEvent, type Xyz, type XyzOptions } from "../index.ts";

const { examples } = document.paths["/api/v1/tasks/{id}/stream"].get.responses["200"].content["text/event-stream"];

/** The wire transcripts of the contract, by name. */
export const transcripts = new Map(Object.entries(examples).map(([name, { value }]) => [name, value]));

/** The transcript of that name. */
export function transcript(name: keyof typeof examples): string {
  return examples[name].value;
}

/** A client of a handler; nothing waits, and no time passes. */
export function createTestXyz(fetch: (request: Request) => Promise<Response> | Response, options: XyzOptions = {}): Xyz {
  return createXyz({
    baseUrl: "http://xyz.test",
    fetch: async (request) => fetch(request),
    clock: createManualClock(),
    random: () => 0,
    ...(!options.token && !options.fetchToken && { apiKey: "xyz_1" }),
    ...options,
  });
}

/** A success of the platform. */
export function success(data: unknown): Response {
  return Response.json({ success: true, data });
}

/** A failure of the platform. */
export function failure(status: number, code: string, headers: Record<string, string> = {}): Response {
  return Response.json({ success: false, error: { message: "No", code } }, { status, headers });
}

/** An event stream of these texts; `break` ends it with an error of the connection. */
export function eventStream(texts: readonly string[], end: "close" | "break" = "close"): Response {
  const left = texts.values();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        const { done, value } = left.next();
        if (!done) controller.enqueue(new TextEncoder().encode(value));
        else if (end === "close") controller.close();
        else controller.error(new TypeError("terminated"));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

/** One event on the wire. */
export function frame(type: string, data: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What came of a stream: its events without phases, and the code of the error that ended it. */
export interface Outcome {
  readonly events: unknown[];
  readonly code?: unknown;
}

/** Reads a stream to its end. */
export async function readAll(stream: AsyncIterable<TaskEvent | UnknownEvent>): Promise<Outcome> {
  const events: unknown[] = [];
  try {
    for await (const event of stream) events.push(event.type === "unknown" ? event : { type: event.type, data: event.data });
    return { events };
  } catch (error) {
    return { events, code: (error as { code?: unknown }).code };
  }
}
