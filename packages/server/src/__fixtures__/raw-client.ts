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
          if (received().includes(part)) resolve(received());
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

/** The answers in what was received, as status and body; chunks are joined. */
export function answersOf(received: string): { status: number; body: string; head: string }[] {
  const answers: { status: number; body: string; head: string }[] = [];
  for (let rest = received; rest; ) {
    const end = rest.indexOf("\r\n\r\n") + 4;
    const head = rest.slice(0, end);
    rest = rest.slice(end);
    let body = "";
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    if (/^transfer-encoding: chunked/im.test(head)) {
      for (;;) {
        const size = Number.parseInt(rest, 16);
        const start = rest.indexOf("\r\n") + 2;
        body += Buffer.from(rest.slice(start)).subarray(0, size).toString();
        rest = Buffer.from(rest.slice(start)).subarray(size + 2).toString();
        if (!size) break;
      }
    } else {
      body = rest.slice(0, length === undefined ? undefined : Number(length));
      rest = rest.slice(body.length);
    }
    answers.push({ status: Number(head.slice(9, 12)), body, head });
  }
  return answers;
}
