/** A run as the body of a web response. */

import { EventStreamError, type StreamRun, type StreamSink, viewOf, withView } from "../host/index.ts";

const encoder = new TextEncoder();

/**
 * The body that a run fills. The run starts with the first read; what has come together since the last read is one chunk.
 *
 * A reader who stops reading makes the source wait at `maxBufferedBytes`, and gets an error after `stallTimeout`.
 */
export function createStreamBody(run: StreamRun): ReadableStream<Uint8Array<ArrayBuffer>> {
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  let chunks: Uint8Array[] = [];
  let length = 0;
  let isStarted = false;
  let isEnded = false;
  let onChange: () => void = () => {};
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      onChange = resolve;
    });

  function take(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    let position = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, position);
      position += chunk.length;
    }
    chunks = [];
    length = 0;
    return bytes;
  }

  const sink: StreamSink = {
    write(text) {
      const bytes = encoder.encode(text);
      chunks.push(bytes);
      length += bytes.length;
      onChange();
    },
    isFull: () => length >= run.maxBufferedBytes,
    async room() {
      const relief = new AbortController();
      const stall = run.clock.sleep(run.stallTimeout, relief.signal).then(
        () => true,
        () => false,
      );
      const isStalled = await Promise.race([stall, change().then(() => false)]);
      relief.abort();
      if (isStalled) {
        run.cancel(new EventStreamError("stalled", `The reader took nothing for ${run.stallTimeout} ms.`));
      }
    },
    turn: () => new Promise((resolve) => setTimeout(resolve)),
    end() {
      isEnded = true;
      onChange();
    },
    abort(error) {
      take();
      isEnded = true;
      controller.error(error);
      onChange();
    },
  };

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(given) {
        controller = given;
      },
      async pull() {
        if (!isStarted) {
          isStarted = true;
          run.start(sink);
        }
        if (length === 0 && !isEnded) await change();
        if (length > 0) {
          controller.enqueue(take());
          onChange();
        } else if (isEnded) controller.close();
      },
      cancel(cause) {
        take();
        run.cancel(new EventStreamError("reader_gone", "The reader is gone.", { cause }));
      },
    },
    { highWaterMark: 0 },
  );
  return withView(body, { run });
}

/**
 * The run behind a body that nobody has begun to read, for a host that can send it in a better way; the body is locked
 * from then on. It is found again in any response that has the same body, copied or not.
 */
export function takeStreamRun(body: ReadableStream): StreamRun | undefined {
  const { run } = body.locked ? {} : viewOf(body);
  if (run) body.getReader();
  return run;
}
