/** How fast event streams are decoded, beside other decoders on the same bytes. */

import { type Measurement, type Table, timeFastest } from "@parley/tooling/bench";
import { cut } from "../testing/event-stream-vectors.ts";
import { createDecoders } from "./event-stream-decoders.ts";

interface Wire {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
  readonly count: number;
}

const encoder = new TextEncoder();

function repeat(count: number, create: (index: number) => string): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => encoder.encode(create(index)));
}

function cutEvents(events: readonly Uint8Array[], size: number): Uint8Array[] {
  return cut(Uint8Array.from(Buffer.concat(events)), size);
}

const tokens = repeat(
  20_000,
  (index) => `event: message_delta\ndata: {"type":"token","id":${index},"text":" hello"}\n\n`,
);
const polish = repeat(20_000, (index) => `data: {"type":"token","id":${index},"text":" żółw 🐢"}\n\n`);
const returns = repeat(20_000, (index) => `data: {"type":"token","id":${index},"text":" hello"}\r\n\r\n`);
const large = repeat(8, () => `data: ${"x".repeat(524_288)}\n\n`);

const wires: readonly Wire[] = [
  { name: "one event a chunk", chunks: tokens, count: tokens.length },
  { name: "1400 B chunks", chunks: cutEvents(tokens, 1400), count: tokens.length },
  { name: "64 KiB chunks", chunks: cutEvents(tokens, 65_536), count: tokens.length },
  { name: "not ASCII", chunks: cutEvents(polish, 65_536), count: polish.length },
  { name: "CRLF", chunks: cutEvents(returns, 65_536), count: returns.length },
  { name: "512 KiB events", chunks: cutEvents(large, 16_384), count: large.length },
];

async function measure(): Promise<Table> {
  const table: Record<string, Record<string, number>> = {};
  for (const { name, decode } of await createDecoders()) {
    const row: Record<string, number> = {};
    for (const wire of wires) {
      let count = 0;
      const [fastest] = await timeFastest(5, [
        async () => {
          count = 0;
          await decode(wire.chunks, () => {
            count += 1;
          });
        },
      ]);
      if (count !== wire.count) throw new Error(`${name} made ${count} of ${wire.count} events: ${wire.name}`);
      const bytes = wire.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      row[wire.name] = Math.round(bytes / fastest / 1000);
    }
    table[name] = row;
  }
  return table;
}

/** MB/s of each decoder for several kinds of stream, the fastest of five runs. */
export const eventStreamDecoding: Measurement = { name: "Decoding event streams, MB/s", measure };
