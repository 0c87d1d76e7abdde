/** Tells answers apart, and makes bodies that arrive in a certain way. */

import type { Recorded } from "./recording.ts";

type Typed = Pick<Recorded, "contentType">;

/** Whether the answer is an event stream that was asked for. */
export function isEventStream({ contentType, test }: Typed & Partial<Pick<Recorded, "test">>): boolean {
  return contentType.startsWith("text/event-stream") && !(test && isHead(test));
}

/** Whether the answer has a JSON body. */
export function isJsonBody({ contentType, text }: Typed & Pick<Recorded, "text">): boolean {
  return contentType.includes("json") && text !== "";
}

/** Whether the answer is compared with an example. */
export function isExample({ test }: Pick<Recorded, "test">): boolean {
  return test.kind === "positive" && test.example !== undefined;
}

/** Whether a case asks by HEAD. */
export function isHead(test: Recorded["test"]): boolean {
  return test.kind === "positive" && test.isHead === true;
}

/** The object that a JSON answer is; `undefined` where it is another value, or none. */
export function objectOf(recorded: Recorded): Record<string, unknown> | undefined {
  if (!isJsonBody(recorded)) return undefined;
  const value = JSON.parse(recorded.text) as unknown;
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // an object
    : undefined;
}

/** A body that comes in these pieces; then it ends, or something else happens. */
export function streamOf(
  chunks: readonly (string | readonly number[])[],
  atEnd: (controller: ReadableStreamDefaultController<Uint8Array>) => void = (controller) => controller.close(),
): ReadableStream<Uint8Array> {
  const left = chunks.map((chunk) => (typeof chunk === "string" ? Buffer.from(chunk) : Uint8Array.from(chunk)));
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = left.shift();
        if (next) controller.enqueue(new Uint8Array(next));
        else atEnd(controller);
      },
    },
    // Nothing is made before it is asked for, so that time passes when all that came was read.
    { highWaterMark: 0 },
  );
}

/** The records of a stream, each with its blank line. */
export function recordsOf({ text }: Pick<Recorded, "text">): string[] {
  return text.split(/(?<=\n\n)/);
}
