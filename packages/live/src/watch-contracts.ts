/** Reads contracts again after each save. */

import { basename } from "node:path";
import type { OpenApiDocument } from "@parley/contracts/document";
import type { Finding } from "@parley/contracts/findings";
import { watchFolder } from "@parley/tooling/watch-folder";
import { ContractError, checkContract } from "./contract.ts";

/** What a {@link watchContracts} caller is told; a save is not read before these are done with the one before. */
export interface WatchEvents {
  /**
   * Another version is there; the findings do not stop it from being used.
   *
   * @throws Error when it cannot be used all the same.
   */
  onChange(api: string, document: OpenApiDocument, findings: readonly Finding[]): Promise<void>;
  /** The contract was saved with errors; whatever was made from it before should stay. */
  onBroken(api: string, error: ContractError): void;
}

// Editors write a file in several steps.
const quietMilliseconds = 100;

/**
 * Reads contracts when a file of them, or the configuration that they share, is saved.
 *
 * @param folder - Folder with `redocly.yaml` and the folders of the contracts.
 * @returns A function that stops it.
 */
export function watchContracts(apis: readonly string[], folder: string, events: WatchEvents): () => void {
  const readers = new Map(apis.map((api) => [api, createReader(api, folder, events)]));
  const stopWatching = watchFolder(folder, (path) => {
    for (const [api, { schedule }] of readers) if (concerns(api, path)) schedule();
  });
  return () => {
    stopWatching();
    for (const { stop } of readers.values()) stop();
  };
}

/** Whether a changed path matters to a contract; editors keep their own files beside those that are edited. */
function concerns(api: string, path: string | undefined): boolean {
  if (path === undefined || path === "redocly.yaml") return true;
  return path.startsWith(`${api}/`) && !/^\.|~$|^\d+$/.test(basename(path));
}

/** Reads one contract, once for saves that come close together, and once more for those that come meanwhile. */
function createReader(api: string, folder: string, { onChange, onBroken }: WatchEvents) {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isStale = false;
  let isStopped = false;

  async function read(): Promise<void> {
    try {
      const { document, findings } = await checkContract(api, folder);
      if (!isStopped) await onChange(api, document, findings);
    } catch (error) {
      const cause = error as Error; // nothing throws anything else here
      if (!isStopped) onBroken(api, cause instanceof ContractError ? cause : new ContractError(api, [], cause));
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    do {
      isStale = false;
      await read();
    } while (isStale && !isStopped);
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
