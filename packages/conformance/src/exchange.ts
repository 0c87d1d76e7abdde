/** Sends one request within its time, and reads the answer as it comes. */

import { startDeadline, type TimeLimit } from "./deadline.ts";
import { reasonOf, seconds } from "./sentences.ts";

/** An answer that cannot be read to its end; the message is the problem, a whole sentence. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
  /** Whether the time was over. */
  readonly isTimeout: boolean;

  constructor(message: string, isTimeout: boolean) {
    super(message);
    this.isTimeout = isTimeout;
  }
}

/** An answer whose head has come. */
export interface Answer {
  readonly response: Response;
  readonly timeout: number;
  /** Milliseconds since the request. */
  elapsed(): number;
  /**
   * The body piece by piece; who leaves early cancels it.
   *
   * @throws {@link AnswerError} when it breaks off, is too large or does not end in time.
   */
  chunks(): AsyncGenerator<Uint8Array>;
  /** The whole body; throws as `chunks` does. */
  bytes(): Promise<Buffer>;
}

/** Most bytes that are read of one body: far more than any example has, and an end to what has none. */
const bodyLimit = 64 * 1024 * 1024;

/**
 * Sends a request and hands its answer over to be checked. When the time is over, the request is aborted; what was
 * found until then stays, and why there is no more comes last.
 */
export async function exchange(
  build: (signal: AbortSignal) => Promise<Request>,
  send: typeof fetch,
  limit: TimeLimit,
  check: (answer: Answer, problems: string[]) => Promise<void>,
): Promise<string[]> {
  const problems: string[] = [];
  const deadline = startDeadline(limit);
  const over = seconds(deadline.timeout);
  let response: Response | undefined;

  async function* chunks(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
    if (!body) return;
    const reader = body.getReader();
    let size = 0;
    try {
      for (;;) {
        const { done, value } = await deadline.within(reader.read());
        if (done) return;
        size += value.byteLength;
        if (size > bodyLimit) throw new AnswerError(`The body is larger than ${bodyLimit} bytes.`, false);
        yield value;
      }
    } catch (error) {
      if (error instanceof AnswerError) throw error;
      if (deadline.signal.aborted) {
        throw new AnswerError(`The body has not ended within ${over}: ${count(size, "byte")} came.`, true);
      }
      throw new AnswerError(`The body breaks off after ${count(size, "byte")}: ${reasonOf(error)}.`, false);
    } finally {
      // Not waited for: a server that hangs may hang here too.
      reader.cancel().catch(() => {});
    }
  }

  try {
    const request = await build(deadline.signal);
    const sent = Promise.resolve().then(() => send(request));
    response = await deadline.within(sent).catch((error: unknown) => {
      const isTimeout = deadline.signal.aborted;
      throw new AnswerError(isTimeout ? `No answer within ${over}.` : `No answer: ${reasonOf(error)}.`, isTimeout);
    });
    const { body } = response;
    const answer: Answer = {
      response,
      timeout: deadline.timeout,
      elapsed: deadline.elapsed,
      chunks: () => chunks(body),
      bytes: async () => Buffer.concat(await Array.fromAsync(chunks(body))),
    };
    await check(answer, problems);
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    problems.push(error.message);
  } finally {
    deadline.end();
    if (response?.body && !response.body.locked) response.body.cancel().catch(() => {});
  }
  return problems;
}

/** A number of things. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
