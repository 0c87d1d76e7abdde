/** Which sockets a server has open, and which of them are at work. */

import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The open sockets of a server. */
export interface Connections {
  /** How many are open. */
  readonly size: number;
  add(socket: Socket): void;
  /** Counts a response until it is closed; gives how many there were on its socket, with this one. */
  begin(socket: Socket, response: ServerResponse): number;
  /** Whether a response on this socket has begun, or more than one is due: nothing else may be written there. */
  isTaken(socket: Socket): boolean;
  /** Closes the sockets without work, and from now on each one whose work is done, behind what was written. */
  retire(): void;
  destroy(): void;
}

/** Keeps the sockets of a server. */
export function createConnections(): Connections {
  const responses = new Map<Socket, Set<ServerResponse>>();
  const totals = new WeakMap<Socket, number>();
  let isRetired = false;
  return {
    get size() {
      return responses.size;
    },
    add(socket) {
      const atWork = new Set<ServerResponse>();
      responses.set(socket, atWork);
      socket.on("close", () => {
        responses.delete(socket);
        for (const response of atWork) {
          // Older releases of Node tell only the response whose turn it is on the connection.
          if (!response.socket) response.destroy().emit("close");
        }
      });
    },
    begin(socket, response) {
      const atWork = responses.get(socket);
      atWork?.add(response);
      response.once("close", () => {
        atWork?.delete(response);
        if (isRetired && atWork?.size === 0) socket.destroySoon();
      });
      const total = (totals.get(socket) ?? 0) + 1;
      totals.set(socket, total);
      return total;
    },
    isTaken(socket) {
      const [first, second] = responses.get(socket) ?? [];
      return second !== undefined || (first?.headersSent ?? false);
    },
    retire() {
      isRetired = true;
      for (const [socket, atWork] of responses) {
        if (atWork.size === 0) socket.destroySoon();
      }
    },
    destroy() {
      for (const socket of responses.keys()) socket.destroy();
    },
  };
}
