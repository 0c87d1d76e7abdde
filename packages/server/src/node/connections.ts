/** Which sockets a server has open, and which of them are at work. */

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The open sockets of a server. */
export interface Connections {
  /** How many are open. */
  readonly size: number;
  /** How many responses are not closed. */
  readonly responses: number;
  add(socket: Socket): void;
  /**
   * Counts a response until it is closed, and starts it when it is its turn: those of one connection go one after the
   * other, so that what stands in a connection costs what one answer costs.
   *
   * @param start - Never called when the connection is closed before.
   */
  begin(socket: Socket, response: ServerResponse, start: (place: Place) => void): void;
  /** Connections whose client has yet to send some of the body of the request that is being answered. */
  halfSent(): HalfSent[];
  /** Whether a response on this socket has begun, or more than one is due: nothing else may be written there. */
  isTaken(socket: Socket): boolean;
  /** Closes the sockets without work, and from now on each one whose work is done, behind what was written. */
  retire(): void;
  destroy(): void;
}

/** The place of a response on its connection. */
export interface Place {
  /** How many requests the connection has had, with this one. */
  readonly count: number;
  /** Whether no other request of the connection waits. */
  readonly isOnly: () => boolean;
}

/** A connection with a request that is not complete. */
export interface HalfSent {
  readonly socket: Socket;
  /** Bytes that have come. */
  readonly received: number;
  /** Whether an answer can still be written. */
  readonly isUnanswered: boolean;
}

/** A response that is not closed. */
interface Turn {
  readonly response: ServerResponse;
  readonly start: () => void;
}

interface Work {
  /** In the order of their requests, of which there is seldom more than one; the first is started. */
  readonly open: Turn[];
  total: number;
}

/** Requests that may wait in a connection before no more are read from it. */
const mostWaiting = 16;

/**
 * Reads no more of a connection for now; that its client leaves is then learnt from the next write.
 *
 * To be called when all that was read is parsed: Node reads on behind each message.
 */
function stopReading(socket: Socket, open: readonly Turn[]): void {
  if (open.length > mostWaiting) socket.pause();
}

/** Keeps the sockets of a server. */
export function createConnections(): Connections {
  const sockets = new Map<Socket, Work>();
  let responses = 0;
  let isRetired = false;
  return {
    get size() {
      return sockets.size;
    },
    get responses() {
      return responses;
    },
    add(socket) {
      const open: Turn[] = [];
      sockets.set(socket, { open, total: 0 });
      socket.on("close", () => {
        sockets.delete(socket);
        // Nothing that waits is started any more.
        for (const { response } of open.splice(0)) {
          responses -= 1;
          // Older releases of Node tell only the response whose turn it is on the connection.
          if (!response.socket) response.destroy().emit("close");
        }
      });
    },
    begin(socket, response, start) {
      const work = sockets.get(socket) ?? { open: [], total: 0 };
      const { open } = work;
      work.total += 1;
      responses += 1;
      const place = { count: work.total, isOnly: () => open.length === 1 };
      const turn = { response, start: () => start(place) };
      open.push(turn);
      response.on("close", () => {
        const place = open.indexOf(turn);
        // What was told by hand may be told by Node as well.
        if (place < 0) return;
        open.splice(place, 1);
        responses -= 1;
        if (isRetired && open.length === 0) socket.destroySoon();
        if (socket.isPaused() && open.length <= mostWaiting) socket.resume();
        // A response may have been the last of its connection.
        if (place === 0 && !socket.writableEnded && !socket.destroyed) open[0]?.start();
      });
      if (open.length === 1) turn.start();
      else if (open.length === mostWaiting + 1) process.nextTick(stopReading, socket, open);
    },
    halfSent: () =>
      [...sockets].flatMap(([socket, { open }]) => {
        const [turn] = open;
        // What has come and is not read yet is not the client's delay.
        if (!turn || turn.response.req.complete || turn.response.req.readableLength > 0) return [];
        return [{ socket, received: socket.bytesRead, isUnanswered: !turn.response.headersSent && open.length === 1 }];
      }),
    isTaken(socket) {
      const [first, second] = sockets.get(socket)?.open ?? [];
      return second !== undefined || (first?.response.headersSent ?? false);
    },
    retire() {
      isRetired = true;
      for (const [socket, { open }] of sockets) {
        if (open.length === 0) socket.destroySoon();
      }
    },
    destroy() {
      for (const socket of sockets.keys()) socket.destroy();
    },
  };
}
