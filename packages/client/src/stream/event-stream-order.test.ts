import { describe, expect, onTestFinished, test, vi } from "vitest";
import { done, doneEvent, open, piece, pieceEvent, read } from "../__fixtures__/thing-stream.ts";
import { answerStream, thingStream } from "../__fixtures__/things.ts";
import type { StreamOptions } from "./event-stream.ts";

describe("the order of the contract", () => {
  const misordered = { ...thingStream, terminal: [], failures: [] };

  async function warnings(environment: string, onWarning: StreamOptions["onWarning"]): Promise<void> {
    vi.stubEnv("NODE_ENV", environment);
    onTestFinished(() => void vi.unstubAllEnvs());
    const options = onWarning === undefined ? {} : { onWarning };
    await read(await open([answerStream(done, piece("a"), done)], options, misordered).stream);
  }

  test("is watched while developing: one warning with what was expected", async () => {
    const told: string[] = [];
    await warnings("development", (message) => told.push(message));
    expect(told).toEqual(["Stream event piece is out of order; the contract expects the end of the stream."]);
  });

  test("names the expected events", async () => {
    const told: string[] = [];
    const contract = {
      ...thingStream,
      automaton: {
        states: [
          { next: { done: 1, failed: 1 }, accepting: false },
          { next: {}, accepting: true },
        ],
      },
    };
    await read(
      await open([answerStream(piece("a"), done)], { onWarning: (message) => told.push(message) }, contract).stream,
    );
    expect(told).toEqual(["Stream event piece is out of order; the contract expects done, failed."]);
  });

  test("is told to the console by default", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => warn.mockRestore());
    await warnings("development", undefined);
    expect(warn).toHaveBeenCalledOnce();
  });

  test("is not watched in production", async () => {
    const told: string[] = [];
    await warnings("production", (message) => told.push(message));
    expect(told).toEqual([]);
  });

  test("once left, only a terminal event is a good end", async () => {
    const contract = {
      ...thingStream,
      automaton: {
        states: [
          { next: { done: 1 }, accepting: true },
          { next: {}, accepting: true },
        ],
      },
    };
    const options = { onWarning: () => {} };
    const good = await read(await open([answerStream(piece("a"), done)], options, contract).stream);
    expect(good).toEqual({ events: [pieceEvent("a"), doneEvent] });
    const bad = await read(await open([answerStream(piece("a"))], options, contract).stream);
    expect(bad.error).toMatchObject({ name: "StreamEndedEarlyError" });
  });
});
