import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createEventSource } from "../__fixtures__/event-source.ts";
import { done, open, piece, pieceEvent, read } from "../__fixtures__/thing-stream.ts";
import type { ThingEvent } from "../__fixtures__/things.ts";
import type { EventStream } from "./event-stream.ts";

describe("leaving", () => {
  test("the loop closes the connection", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(piece("a"));
    for await (const _event of stream) break;
    expect(source.cancelled()).toBeDefined();
  });

  test("by an error closes the connection", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(piece("a"));
    const failing = async () => {
      for await (const _event of stream) throw new RangeError("mine");
    };
    await expect(failing()).rejects.toThrow(RangeError);
    expect(source.cancelled()).toBeDefined();
  });

  test.each<[string, (stream: EventStream<ThingEvent>, controller: AbortController) => void]>([
    ["by abort", (stream) => stream.abort("enough")],
    ["by the signal", (_stream, controller) => controller.abort("enough")],
  ])("%s ends a read that waits, from a source that does not heed it", async (_name, leave) => {
    const source = createEventSource();
    const controller = new AbortController();
    const stream = await open([() => source.response], { signal: controller.signal }).stream;
    const reading = read(stream);
    source.send(piece("a"));
    await settle();
    leave(stream, controller);
    expect(await reading).toEqual({
      events: [pieceEvent("a")],
      error: expect.objectContaining({ name: "AbortError", message: "watchThings was aborted", cause: "enough" }),
    });
    expect(source.cancelled()).toEqual({ reason: "enough" });
  });

  test("before the first read closes the connection too", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    stream.abort();
    await settle();
    expect(source.cancelled()).toBeDefined();
    expect((await read(stream)).error).toMatchObject({ name: "AbortError" });
  });

  test("while the connection is made ends openStream", async () => {
    const controller = new AbortController();
    const { stream } = open([() => new Promise(() => {})], { signal: controller.signal });
    const failed = expect(stream).rejects.toMatchObject({ name: "AbortError" });
    await settle();
    controller.abort();
    await failed;
  });

  test.each<[string, string]>([
    ["events of the same chunk", Array.from({ length: 1000 }, (_, index) => piece(String(index))).join("")],
    ["a terminal event of the same chunk", piece("a") + piece("b") + done],
  ])("by abort stops delivery at once, also where %s have come", async (_name, chunk) => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    source.send(chunk);
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const event of stream) {
        seen.push(event);
        if (seen.length === 2) stream.abort("enough");
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "AbortError", cause: "enough" });
    expect(seen).toHaveLength(2);
    expect(source.cancelled()).toBeDefined();
  });

  test("by return does not wait for a read that waits", async () => {
    const source = createEventSource();
    const stream = await open([() => source.response]).stream;
    const events = stream[Symbol.asyncIterator]();
    const waiting = events.next();
    await settle();
    expect(await events.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(source.cancelled()).toBeDefined();
  });
});
