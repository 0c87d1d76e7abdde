/** The sandbox on a port of this machine. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "@parley/clock";
import { listen } from "@parley/server/node";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../sandbox.ts";
import { openFolderBlobs } from "./folder-blobs.ts";
import { isProcessAlive, nameProcess } from "./process-alive.ts";
import { type AnsweredRequest, withRequestLog } from "./request-log.ts";
import { createNodeSpeech } from "./speech/index.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";

/** Options of {@link startSandbox}. */
export interface StartOptions extends Omit<SandboxOptions, "store" | "blobs" | "publicUrl" | "owner"> {
  /** 0 for any free port. */
  readonly port: number;
  /** Keeps worlds and files; in memory by default. */
  readonly folder?: string;
  /** Told of each request when its answer begins. */
  readonly onAnswer?: (request: AnsweredRequest) => void;
}

/** A sandbox that listens. */
export interface RunningSandbox extends Sandbox {
  readonly port: number;
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a sandbox on 127.0.0.1.
 *
 * @throws the error of Node when the port is taken; Error for a folder that cannot be used.
 */
export async function startSandbox({ port, folder, onAnswer, ...options }: StartOptions): Promise<RunningSandbox> {
  const { clock = systemClock } = options;
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const store = folder === undefined ? undefined : openSqliteStore(join(folder, "worlds.sqlite"));
  const blobs = folder === undefined ? undefined : await openFolderBlobs(join(folder, "files"));
  // The thread that speaks starts with the first text; its time limits are those of this machine, whatever the clock is.
  const own = options.speech ? undefined : createNodeSpeech({ clock: systemClock });
  let url = "";
  try {
    const sandbox = createSandbox({
      ...options,
      ...(own && { speech: own }),
      ...(store && { store }),
      ...(blobs && { blobs }),
      owner: nameProcess(),
      publicUrl: () => url,
    });
    await sandbox.runs.recover(isProcessAlive);
    const front = onAnswer ? withRequestLog(sandbox.fetch, clock, onAnswer) : sandbox.fetch;
    const host = await listen(front, { port, clock, ...(options.onError && { onError: options.onError }) });
    url = host.url;
    return {
      ...sandbox,
      port: host.port,
      url,
      close: async () => {
        await host.close({ deadline: 2_000 });
        await sandbox.close();
        await own?.[Symbol.asyncDispose]();
        await store?.close();
      },
    };
  } catch (error) {
    await own?.[Symbol.asyncDispose]();
    await store?.close();
    throw error;
  }
}
