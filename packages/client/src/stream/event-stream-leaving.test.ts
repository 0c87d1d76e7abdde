import { settle } from "@parley/clock/manual";
import { describe, expect, test } from "vitest";
import { createEventSource } from "../__fixtures__/event-source.ts";
import { open, piece, pieceEvent, read } from "../__fixtures__/thing-stream.ts";
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
});
