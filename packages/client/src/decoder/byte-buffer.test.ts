import { expect, test } from "vitest";
import { createByteBuffer } from "./byte-buffer.ts";

test("gives what was appended and is empty then", () => {
  const buffer = createByteBuffer();
  for (const bytes of [[1, 2, 3], [], [4], [5, 6, 7, 8]]) buffer.append(Uint8Array.from(bytes));
  expect(buffer.length).toBe(8);
  expect([...buffer.drain()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect({ length: buffer.length, bytes: [...buffer.drain()] }).toEqual({ length: 0, bytes: [] });
});

test("takes at most twice the room", () => {
  const buffer = createByteBuffer();
  for (let count = 0; count < 1000; count += 1) buffer.append(new Uint8Array(7));
  expect(buffer.drain().buffer.byteLength).toBeLessThanOrEqual(14_000);
});

test("gives large room back when drained", () => {
  const buffer = createByteBuffer();
  buffer.append(new Uint8Array(100_000));
  buffer.drain();
  buffer.append(new Uint8Array(10));
  expect(buffer.drain().buffer.byteLength).toBe(10);
});
