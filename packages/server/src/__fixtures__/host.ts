/** Servers of a test, closed behind it. */

import { settle } from "@parley/clock/manual";
import { onTestFinished } from "vitest";
import { type FetchHandler, type ListenOptions, listen, type NodeHost } from "../node/index.ts";

/** Listens on a free port until the test is over; the test fails if something of the server stays open. */
export async function start(handler: FetchHandler, options: Partial<ListenOptions> = {}): Promise<NodeHost> {
  const host = await listen(handler, { port: 0, ...options });
  onTestFinished(async () => {
    await host.close({ deadline: 0 });
    await untilIdle(host);
  });
  return host;
}

/** Waits until nothing of the server is open any more. */
export function untilIdle({ counts }: NodeHost): Promise<void> {
  return until(() => Object.values(counts()).every((count) => count === 0));
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await settle();
}
