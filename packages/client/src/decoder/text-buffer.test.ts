import { expect, test } from "vitest";
import { createTextBuffer } from "./text-buffer.ts";

test("gives what was put into it, in order, and is empty then", () => {
  const buffer = createTextBuffer();
  const pieces = ["a", "", "żółw 🐢", "x".repeat(5_000), "\uFEFF", "b"];
  const sizeOf = (text: string) => new TextEncoder().encode(text).length;
  for (const piece of pieces) buffer.append(piece, sizeOf(piece), piece.length < 10);
  expect(buffer.size).toBe(sizeOf(pieces.join("")));
  expect(buffer.drain()).toBe(pieces.join(""));
  expect([buffer.size, buffer.drain()]).toEqual([0, ""]);
});

test("takes any number of small pieces", () => {
  const buffer = createTextBuffer();
  for (let count = 0; count < 10_000; count += 1) buffer.append("ab", 2, true);
  expect(buffer.drain()).toBe("ab".repeat(10_000));
});
