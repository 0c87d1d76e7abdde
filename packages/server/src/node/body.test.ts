import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { writeBody } from "./body.ts";

test("a body that always has more, and a client that always takes it, let others have their turn", async () => {
  let written = 0;
  let isStopped = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isStopped) controller.close();
      else if (written < 10_000) controller.enqueue(new Uint8Array(1_024));
      else controller.error(new Error("There was no turn for others."));
    },
  });
  const outgoing = { destroyed: false, write: () => (written += 1) } as unknown as ServerResponse; // all that is used
  const reader = body.getReader();
  setImmediate(() => {
    isStopped = true;
  });
  const timer = { start: () => {}, stop: () => {} };
  await writeBody({ chunks: [], pending: reader.read() }, reader, outgoing, timer);
  expect(written).toBeGreaterThan(0);
});
