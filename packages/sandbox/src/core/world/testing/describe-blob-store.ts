/** What every store of files has to do: one suite for all of them. */

import { describe, expect, test } from "vitest";
import type { BlobStore } from "../files/index.ts";

const text = (value: string) => new TextEncoder().encode(value);

/** Pieces as a stream, and what became of it. */
function streamOf(pieces: Iterable<Uint8Array>) {
  const iterator = pieces[Symbol.iterator]();
  const state = { given: 0, isCancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const { value, done } = iterator.next();
        if (done === true) controller.close();
        else {
          state.given += value.byteLength;
          controller.enqueue(value);
        }
      },
      cancel: () => {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

/** Holds a store of files to all that the sandbox relies on. */
export function describeBlobStore(name: string, create: () => Promise<BlobStore>): void {
  const write = (blobs: BlobStore, world: string, id: string, content: string, maxBytes?: number) =>
    blobs.write(world, id, streamOf([text(content)]).stream, maxBytes === undefined ? {} : { maxBytes });

  describe(name, () => {
    test("gives back what was stored, to each of several readers", async () => {
      const blobs = await create();
      const { stream } = streamOf([text("one "), text(""), text("two")]);
      expect(await blobs.write("a", "f", stream)).toEqual({ id: "f", size: 7 });
      const [first, second] = [await blobs.read("a", "f"), await blobs.read("a", "f")];
      expect([first?.size, await first?.text(), await new Response(second?.stream()).text()]).toEqual([
        7,
        "one two",
        "one two",
      ]);
    });

    test("keeps worlds apart", async () => {
      const blobs = await create();
      await write(blobs, "a", "f", "of a");
      await write(blobs, "b", "f", "of b");
      await write(blobs, "b", "e", "");
      await blobs.clear("a");
      expect([await blobs.read("a", "f"), await (await blobs.read("b", "f"))?.text()]).toEqual([undefined, "of b"]);
      expect([await blobs.list("a"), await blobs.list("b")]).toEqual([
        [],
        [
          { id: "e", size: 0 },
          { id: "f", size: 4 },
        ],
      ]);
    });

    test("replaces and removes", async () => {
      const blobs = await create();
      await write(blobs, "a", "f", "old and longer");
      await write(blobs, "a", "f", "new");
      expect(await (await blobs.read("a", "f"))?.text()).toBe("new");
      await blobs.remove("a", "f");
      await blobs.remove("a", "f");
      expect([await blobs.read("a", "f"), await blobs.list("a")]).toEqual([undefined, []]);
    });

    test("refuses what is too large at the first byte that is, and keeps what was there", async () => {
      const blobs = await create();
      await write(blobs, "a", "f", "old", 3);
      const { stream, state } = streamOf(Array.from({ length: 1_000 }, () => new Uint8Array(1_024)));
      await expect(blobs.write("a", "f", stream, { maxBytes: 4_096 })).rejects.toMatchObject({ code: "too_large" });
      expect(state).toEqual({ given: 5_120, isCancelled: true });
      expect([await (await blobs.read("a", "f"))?.text(), (await blobs.list("a")).length]).toEqual(["old", 1]);
    });

    test("keeps nothing of a stream that breaks", async () => {
      const blobs = await create();
      function* pieces() {
        yield text("half");
        throw new Error("broken");
      }
      await expect(blobs.write("a", "f", streamOf(pieces()).stream)).rejects.toThrow("broken");
      expect([await blobs.read("a", "f"), await blobs.list("a")]).toEqual([undefined, []]);
    });

    test("of two who store one id at once, one is there as a whole", async () => {
      const blobs = await create();
      const contents = ["a", "b"].map((letter) => letter.repeat(200_000));
      await Promise.all(contents.map((content) => write(blobs, "a", "f", content)));
      expect(contents).toContain(await (await blobs.read("a", "f"))?.text());
    });

    test.each(["", ".", "..", "../f", "a/b", "a\\b", ".hidden", "a\u0000", "é", "x".repeat(129)])(
      "refuses the id %j",
      async (id) => {
        const blobs = await create();
        await expect(write(blobs, "a", id, "x")).rejects.toMatchObject({ code: "invalid_id" });
        expect(await blobs.read("a", id)).toBe(undefined);
      },
    );
  });
}
