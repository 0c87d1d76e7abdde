/** Reloads contracts after each save. */

import { basename } from "node:path";
import { watchFolder } from "@parley/tooling/watch-folder";
import { ContractError, type ContractOptions, type Finding, reloadMock } from "./contract.ts";
import type { Mock } from "./mock.ts";

/** What a {@link watchContracts} caller is told. */
export interface WatchEvents {
  /** Another version is there; the findings do not stop it from being served. */
  onReload(api: string, mock: Mock, findings: readonly Finding[]): void;
  /** The contract was saved with errors; what was served before stays. */
  onBroken(api: string, error: ContractError): void;
}

// Editors write a file in several steps.
const quietMilliseconds = 100;

/** Reloads contracts when a file of them, or the configuration that they share, is saved; the result stops it. */
export function watchContracts(apis: readonly string[], options: ContractOptions, events: WatchEvents): () => void {
  const reloaders = new Map(apis.map((api) => [api, createReloader(api, options, events)]));
  const stopWatching = watchFolder(options.folder, (path) => {
    for (const [api, { schedule }] of reloaders) if (concerns(api, path)) schedule();
  });
  return () => {
    stopWatching();
    for (const { stop } of reloaders.values()) stop();
  };
}

/** Whether a changed path matters to a contract; editors keep their own files beside those that are edited. */
function concerns(api: string, path: string | undefined): boolean {
  if (path === undefined || path === "redocly.yaml") return true;
  return path.startsWith(`${api}/`) && !/^\.|~$|^\d+$/.test(basename(path));
}

/** Reloads one contract, once for saves that come close together, and once more for those that come meanwhile. */
function createReloader(api: string, options: ContractOptions, { onReload, onBroken }: WatchEvents) {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isStale = false;
  let isStopped = false;

  async function run(): Promise<void> {
    isRunning = true;
    do {
      isStale = false;
      const result = await reloadMock(api, options);
      if (isStopped) break;
      if (result instanceof ContractError) onBroken(api, result);
      else onReload(api, result.mock, result.findings);
    } while (isStale);
    isRunning = false;
  }

  return {
    schedule: () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (isRunning) isStale = true;
        else void run();
      }, quietMilliseconds);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
