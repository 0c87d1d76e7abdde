/** Ends a server in order: no new work, running work finished or told, and all of it within a limit. */

import type { Server } from "node:http";
import { Server as NetServer } from "node:net";
import type { Clock } from "@parley/clock";
import { EventStreamError, type HostStatus, type StreamRun } from "../host/index.ts";
import { answerClientError, type ClientErrorBody } from "./client-error.ts";
import type { Connections } from "./connections.ts";

/** How a server is closed. */
export interface CloseOptions {
  /** Most milliseconds until all is closed, 10,000 by default; what is left then is cut. */
  readonly deadline?: number;
  /** Milliseconds of the deadline to go on as before, so that a load balancer learns of it; none by default. */
  readonly delay?: number;
  /** Whether streams end at once with the contract's failure event, or only when the deadline comes; `end` by default. */
  readonly streams?: "end" | "finish";
}

/** How closing went. */
export interface CloseReport {
  /** Connections that were cut: the deadline came, or their client had stopped in the middle of a request. */
  readonly cut: number;
}

/** What is closed. */
export interface CloseParts {
  readonly server: Server;
  readonly connections: Connections;
  readonly runs: ReadonlySet<StreamRun>;
  readonly clock: Clock;
  /** Body of what the host itself answers. */
  readonly toErrorBody: (status: HostStatus) => ClientErrorBody;
  /** Called when nothing new is accepted any more. */
  readonly onRetired: () => void;
}

/** Milliseconds after which a client who sends nothing of a request that it has begun has stopped. */
const stopTime = 1_000;

/** Whether a sleep came to its end. */
const isDone = [() => true, () => false] as const;

/** Ends a stream because the server ends. */
export function endRun(run: StreamRun): void {
  run.fail(new EventStreamError("shutdown", "The server shuts down."));
}

/** Closes a server. */
export async function closeServer(
  { server, connections, runs, clock, onRetired, toErrorBody }: CloseParts,
  { deadline = 10_000, delay = 0, streams = "end" }: CloseOptions,
): Promise<CloseReport> {
  const ended = new AbortController();
  const limit = clock.sleep(deadline, ended.signal).then(
    () => false,
    () => false,
  );
  if (delay > 0) await Promise.race([clock.sleep(delay, ended.signal).catch(() => {}), limit]);
  onRetired();
  const closed = new Promise<boolean>((resolve) => {
    // Not `server.close`: Node would also cut responses that are complete but not yet taken by slow readers.
    NetServer.prototype.close.call(server, () => resolve(true));
  });
  connections.retire();
  if (streams === "end") for (const run of runs) endRun(run);
  let cut = 0;
  void endHalfSent();
  if (!(await Promise.race([closed, limit]))) {
    for (const run of runs) endRun(run);
    // The last events leave with this turn of the event loop.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    cut += connections.size;
    connections.destroy();
    await closed;
  }
  ended.abort();
  // Stops the timer that watches for slow requests.
  server.close();
  return { cut };

  /** Ends the connections whose client has stopped in the middle of a request; the others have until the deadline. */
  async function endHalfSent(): Promise<void> {
    let before = connections.halfSent();
    while (await clock.sleep(stopTime, ended.signal).then(...isDone)) {
      const now = connections.halfSent();
      for (const { socket, received, isUnanswered } of now) {
        if (!before.some((one) => one.socket === socket && one.received === received)) continue;
        cut += 1;
        if (isUnanswered) answerClientError(socket, 408, toErrorBody(408));
        else socket.destroy();
      }
      before = now;
    }
  }
}
