import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createEventSource } from "../__fixtures__/event-source.ts";
import { done, doneEvent, open, piece, pieceEvent, type Read } from "../__fixtures__/thing-stream.ts";
import { answerStream } from "../__fixtures__/things.ts";

/** All that a web stream has. */
async function drain(stream: ReadableStream<Read>): Promise<Read[]> {
  const events: Read[] = [];
  await stream.pipeTo(new WritableStream({ write: (event) => void events.push(event) }));
  return events;
}

describe("as a web stream", () => {
  test("it has the same events and the same error", async () => {
    const good = (await open([answerStream(piece("a"), done)]).stream).toReadableStream();
    expect(await drain(good)).toEqual([pieceEvent("a"), doneEvent]);
    const bad = (await open([answerStream(piece("a"))]).stream).toReadableStream();
    await expect(drain(bad)).rejects.toMatchObject({ name: "StreamEndedEarlyError" });
  });

  test("it reads nothing before it is asked, and closes when it is cancelled, also while it waits", async () => {
    const source = createEventSource();
    const stream = (await open([() => source.response]).stream).toReadableStream();
    await settle();
    expect(source.wanted()).toBe(0);
    const reader = stream.getReader();
    const waiting = reader.read();
    await settle();
    await reader.cancel("enough");
    expect(source.cancelled()).toEqual({ reason: "enough" });
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test("tee gives all events twice", async () => {
    const [left, right] = (await open([answerStream(piece("a"), done)]).stream).tee();
    expect(await Promise.all([drain(left), drain(right)])).toEqual([
      [pieceEvent("a"), doneEvent],
      [pieceEvent("a"), doneEvent],
    ]);
  });

  test("tee closes the connection when both are cancelled", async () => {
    const source = createEventSource();
    const [left, right] = (await open([() => source.response]).stream).tee();
    const first = left.cancel();
    await settle();
    expect(source.cancelled()).toBeUndefined();
    await Promise.all([first, right.cancel()]);
    expect(source.cancelled()).toBeDefined();
  });
});
