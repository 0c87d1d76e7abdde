/** The sandbox: platforms that keep state, behind one fetch handler. */

import { type Clock, systemClock } from "@parley/clock";
import type { FetchHandler, ResponseCheck } from "@parley/server";
import { type Agent, scriptedAgent } from "./core/agent/index.ts";
import { createToneSpeech, type Speech, type Transcription } from "./core/audio/index.ts";
import {
  type Branch,
  createExamples,
  createFront,
  type Front,
  type Platform,
  rememberWorlds,
} from "./core/platform/index.ts";
import { createRuns, findPacing, type PacingName, type Runs, runRecords } from "./core/run/index.ts";
import {
  type BlobStore,
  createMemoryBlobs,
  createMemoryStore,
  createWorldResolver,
  createWorlds,
  type SeedName,
  type WorldStore,
  type Worlds,
} from "./core/world/index.ts";
import { platforms as allPlatforms } from "./platforms.ts";

/** Options of {@link createSandbox}. */
export interface SandboxOptions {
  /** By default all that there are. */
  readonly platforms?: readonly Platform[];
  /** Where worlds are kept; in memory by default. It stays the caller's to close. */
  readonly store?: WorldStore;
  /** Where files are kept; in memory by default. */
  readonly blobs?: BlobStore;
  readonly clock?: Clock;
  /** Who answers messages; by default the scripted agent, which needs no model. */
  readonly agent?: Agent;
  /** Who speaks; by default a tone, which needs no synthesiser. */
  readonly speech?: Speech;
  /** Who understands speech; by default somebody who hears sentences of a script. */
  readonly transcription?: Transcription;
  /** How quickly it answers, where a request asks for no other speed; `instant` by default. */
  readonly pacing?: PacingName;
  /** What worlds begin with; `demo` by default. */
  readonly seed?: SeedName;
  /** The world of requests that name none; `default` by default. */
  readonly defaultWorld?: string;
  /** Whatever chance gives depends on it: the same one and the same requests give the same bytes. */
  readonly chance?: string;
  /** Who runs belong to, for stores that several processes open; by default made up. */
  readonly owner?: string;
  /** Where the sandbox is reached, for addresses in its answers; `http://sandbox.test` by default. */
  readonly publicUrl?: () => string;
  /** What becomes of an answer that the contract does not have; `report` by default. */
  readonly responses?: ResponseCheck;
  /** Told of what was not the caller's fault; prints by default. */
  readonly onError?: (error: unknown) => void;
}

/** A running sandbox. */
export interface Sandbox {
  /** Answers requests to `/<platform>/...` and `/_parley/health`. */
  readonly fetch: Front;
  readonly worlds: Worlds;
  readonly runs: Runs;
  /** Stops the runs; the store stays open. */
  close(): Promise<void>;
}

/**
 * Makes a sandbox in this process: nothing listens, and everything goes through `fetch`.
 *
 * @example
 * const sandbox = createSandbox();
 * const response = await sandbox.fetch(new Request("http://sandbox.test/_parley/health"));
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { platforms = allPlatforms, clock = systemClock, defaultWorld, chance, owner, responses = "report" } = options;
  const store = options.store ?? createMemoryStore();
  const blobs = options.blobs ?? createMemoryBlobs();
  const onError = options.onError ?? ((error: unknown) => console.error(error));
  const runs = createRuns({ store, clock, onError, ...(owner !== undefined && { owner }) });
  const worlds = createWorlds({
    store,
    blobs,
    clock,
    collections: [runRecords, ...platforms.flatMap(({ collections }) => collections)],
    seeds: platforms.map(({ seeds }) => seeds),
    onImport: runs.endAll,
    ...(options.seed && { defaultSeed: options.seed }),
    ...(chance !== undefined && { chance }),
  });
  const credentials = platforms.flatMap(({ locateCredentials }) => locateCredentials?.(store) ?? []);
  const resolve = createWorldResolver({ worlds, credentials, ...(defaultWorld !== undefined && { defaultWorld }) });
  const services = {
    store,
    blobs,
    clock,
    agent: options.agent ?? scriptedAgent,
    runs,
    speech: options.speech ?? createToneSpeech(),
    ...(options.transcription && { transcription: options.transcription }),
    pacing: findPacing(options.pacing ?? "instant"),
    worldOf: rememberWorlds(resolve),
    publicUrl: options.publicUrl ?? (() => "http://sandbox.test"),
    responses,
    onError,
  };
  const health: FetchHandler = async () => Response.json({ status: "ok" });
  const branches = platforms.map((platform) => {
    const examples = createExamples({ ...platform, basePath: `/${platform.name}` });
    return [platform.name, { handler: platform.createHandler(services), examples }] as const;
  });
  const fetch = createFront(new Map<string, Branch>([...branches, ["_parley", { handler: health }]]));
  return { fetch, worlds, runs, close: () => runs.close() };
}
