/** Starts the mocks of several contracts in this process and keeps them up to date with their files. */

import { type Clock, systemClock } from "@parley/clock";
import { listApis, specFolder } from "@parley/contracts/bundle";
import { describeFinding, watchContracts } from "@parley/live";
import { CommandError } from "@parley/tooling/command";
import { describeRequest } from "@parley/tooling/request-line";
import { exampleReader, type LoadOptions, loadMock } from "./load-mock.ts";
import { createMock } from "./mock.ts";
import { defaultPace } from "./pace.ts";
import { type MockServer, serveMock } from "./server.ts";

/** Which mocks to start, and how. */
export interface MocksOptions {
  /** Names of contracts; all when empty. */
  readonly only: readonly string[];
  /** The mocks listen from this port plus 11 on, in the order of the contracts; 0 for free ports. */
  readonly portBase: number;
  readonly dynamic: boolean;
  /** Folder of the contracts; `spec/` by default. */
  readonly folder?: string;
  /** Reload a contract when a file of it is saved. */
  readonly watch: boolean;
  /** Events per second of streams; 20 by default, 0 for all at once. */
  readonly pace?: number;
  /** The time that streams are paced by; that of the machine by default. */
  readonly clock?: Clock;
  /** Called with one line of text for each reload and finding. */
  readonly log: (line: string) => void;
  /** Called with one line of text for each request. */
  readonly logRequest?: (line: string) => void;
}

/** Running mocks. */
export interface Mocks {
  readonly servers: ReadonlyMap<string, MockServer>;
  close(): Promise<void>;
}

/**
 * Starts one server per contract.
 *
 * @throws {@link CommandError} when a name is unknown, a port is taken or the folder has no contracts.
 * @throws ContractError when a contract does not parse.
 */
export async function startMocks(options: MocksOptions): Promise<Mocks> {
  const { only, portBase, dynamic, folder = specFolder, watch, log, logRequest } = options;
  const { pace = defaultPace, clock = systemClock } = options;
  const apis = await listApis(folder).catch((cause: Error) => {
    throw new CommandError(`There is no redocly.yaml in ${folder}.`, { cause });
  });
  const unknown = only.find((api) => !apis.includes(api));
  if (unknown !== undefined) throw new CommandError(`Unknown contract "${unknown}"; there are ${apis.join(", ")}.`);
  const chosen = apis.filter((api) => only.length === 0 || only.includes(api));
  const servers = new Map<string, MockServer>();
  let stopWatching = () => {};

  async function close(): Promise<void> {
    stopWatching();
    await Promise.all([...servers.values()].map((server) => server.close()));
  }

  async function start(api: string): Promise<void> {
    const port = portBase === 0 ? 0 : portBase + 11 + apis.indexOf(api);
    const server = await serveMock(await loadMock(api, { folder, dynamic }), {
      api,
      port,
      pace,
      clock,
      ...(logRequest && { onRequest: (request) => logRequest(`${api}: ${describeRequest(request)}`) }),
    });
    servers.set(api, server);
  }

  const results = await Promise.allSettled(chosen.map(start));
  const failure = results.find((result) => result.status === "rejected");
  if (failure) {
    await close();
    throw failure.reason;
  }
  if (watch) stopWatching = keepFresh(servers, { folder, dynamic }, log);
  const inOrder = [...servers].sort(([left], [right]) => apis.indexOf(left) - apis.indexOf(right));
  return { servers: new Map(inOrder), close };
}

/** Replaces what the servers serve after each save; returns a function that stops it. */
function keepFresh(
  servers: ReadonlyMap<string, MockServer>,
  { folder, ...options }: LoadOptions,
  log: MocksOptions["log"],
): () => void {
  return watchContracts([...servers.keys()], folder, {
    onChange: async (api, document, findings) => {
      servers.get(api)?.replace(await createMock(document, { ...options, readExample: exampleReader(api, folder) }));
      log(`${api}: reloaded`);
      for (const finding of findings) log(`  ${describeFinding(finding)}`);
    },
    onBroken: (api, { findings, message }) => {
      log(`${api}: not reloaded, the last good version stays`);
      for (const line of findings.length > 0 ? findings.map(describeFinding) : [message]) log(`  ${line}`);
    },
  });
}
