/** A client that sends bytes as they are given, and waits for what comes back. */

import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface RawClient {
  readonly socket: Socket;
  /** All that was received, decoded as UTF-8. */
  received(): string;
  /** Resolves with all that was received once it has this text. */
  until(text: string): Promise<string>;
  /** Resolves with all that was received when the connection is closed, in whatever way. */
  readonly closed: Promise<string>;
}

/** Connects and sends. */
export async function connectRaw(port: number, text = ""): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1" });
  const chunks: Buffer[] = [];
  const waiting = new Set<() => void>();
  const received = (): string => Buffer.concat(chunks).toString();
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    for (const check of waiting) check();
  });
  socket.on("error", () => {});
  const closed = new Promise<string>((resolve) => {
    socket.on("close", () => resolve(received()));
  });
  await once(socket, "connect");
  socket.write(text);
  return {
    socket,
    received,
    closed,
    until: (part) =>
      new Promise((resolve, reject) => {
        function check(): void {
          if (!received().includes(part)) return;
          waiting.delete(check);
          resolve(received());
        }
        waiting.add(check);
        check();
        void closed.then(() => reject(new Error(`closed before ${JSON.stringify(part)}: ${received()}`)));
      }),
  };
}

/** A request without a body. */
export function get(path = "/", headers = ""): string {
  return `GET ${path} HTTP/1.1\r\nhost: test\r\n${headers}\r\n`;
}

/** The answers in what was received; chunks are joined. */
export function answersOf(received: string): { status: number; body: string; head: string }[] {
  const bytes = Buffer.from(received);
  const answers: { status: number; body: string; head: string }[] = [];
  let position = 0;
  function take(length: number): Buffer {
    position += length;
    return bytes.subarray(position - length, position);
  }
  while (position < bytes.length) {
    const head = take(bytes.indexOf("\r\n\r\n", position) + 4 - position).toString();
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    const body: Buffer[] = [];
    if (/^transfer-encoding: chunked/im.test(head)) {
      for (let size = -1; size !== 0; take(2)) {
        size = Number.parseInt(take(bytes.indexOf("\r\n", position) + 2 - position).toString(), 16);
        if (Number.isNaN(size)) throw new Error("The answer ends in the middle of its chunks.");
        body.push(take(size));
      }
    } else body.push(take(length === undefined ? bytes.length - position : Number(length)));
    answers.push({ status: Number(head.slice(9, 12)), body: Buffer.concat(body).toString(), head });
  }
  return answers;
}
