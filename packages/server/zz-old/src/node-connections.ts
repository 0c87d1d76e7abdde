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
   * Counts a response until it is closed; gives how many there were on its socket, with this one.
   *
   * @param onClose - Called once, when the response is sent, or its client gone.
   */
  begin(socket: Socket, response: ServerResponse, onClose: () => void): number;
  /** Whether a response on this socket has begun, or more than one is due: nothing else may be written there. */
  isTaken(socket: Socket): boolean;
  /** Closes the sockets without work, and from now on each one whose work is done, behind what was written. */
  retire(): void;
  destroy(): void;
}

interface Work {
  /** In the order of their requests, of which there is seldom more than one. */
  readonly open: ServerResponse[];
  total: number;
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
      const open: ServerResponse[] = [];
      sockets.set(socket, { open, total: 0 });
      socket.on("close", () => {
        sockets.delete(socket);
        for (const response of [...open]) {
          // Older releases of Node tell only the response whose turn it is on the connection.
          if (!response.socket) response.destroy().emit("close");
        }
      });
    },
    begin(socket, response, onClose) {
      const work = sockets.get(socket) ?? { open: [], total: 0 };
      work.open.push(response);
      work.total += 1;
      responses += 1;
      response.on("close", () => {
        const place = work.open.indexOf(response);
        // What was told by hand may be told by Node as well.
        if (place < 0) return;
        work.open.splice(place, 1);
        responses -= 1;
        onClose();
        if (isRetired && work.open.length === 0) socket.destroySoon();
      });
      return work.total;
    },
    isTaken(socket) {
      const [first, second] = sockets.get(socket)?.open ?? [];
      return second !== undefined || (first?.headersSent ?? false);
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
