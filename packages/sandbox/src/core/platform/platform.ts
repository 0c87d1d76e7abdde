/** What a platform brings, and what it is given. */

import type { Clock } from "@parley/clock";
import type { Contract, FetchHandler, ResponseCheck, ServeOptions, Viewed } from "@parley/server";
import type { Agent } from "../agent/index.ts";
import type { Speech, Transcription } from "../audio/index.ts";
import type { Pacing, Runs } from "../run/index.ts";
import type { AnyCollection, BlobStore, PlatformSeeds, WorldStore } from "../world/index.ts";

/** What all platforms of a sandbox share. */
export interface Services {
  readonly store: WorldStore;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly agent: Agent;
  readonly runs: Runs;
  /** The speed of replies where a request asks for none. */
  readonly pacing: Pacing;
  /** Speaks replies. */
  readonly speech: Speech;
  /** Understands speech; where it is missing, platforms hear sentences of a script. */
  readonly transcription?: Transcription;
  /** The world of a request; asked as often as it is needed, found once. */
  readonly worldOf: (request: Request) => Promise<string>;
  /** Where the sandbox is reached, without a slash at the end, such as `http://127.0.0.1:4010`. */
  readonly publicUrl: () => string;
  /** What becomes of an answer that the contract does not have. */
  readonly responses: ResponseCheck;
  /** Told of what was not the caller's fault. */
  readonly onError: (error: unknown) => void;
}

/** What a person needs to begin with a platform. */
export interface Welcome {
  /** Credentials of the demo world by what they are; they open nothing but the sandbox. */
  readonly credentials: Readonly<Record<string, string>>;
  /** A command that works when it is pasted. */
  readonly curl: string;
}

/** A platform: one contract, its state, and how it behaves. */
export interface Platform {
  /** As in `spec/`; its paths begin with it. */
  readonly name: string;
  readonly contract: Contract;
  /** The body of a refusal, in the form of the contract. */
  readonly formatError: ServeOptions<Contract>["formatError"];
  readonly collections: readonly AnyCollection[];
  readonly seeds: PlatformSeeds;
  /** Finds the worlds that know a credential of a request, one function for each kind of credential. */
  readonly locateCredentials?: (store: WorldStore) => readonly ((request: Request) => Promise<readonly string[]>)[];
  /** What its demo world lets in, for people who begin. */
  readonly welcome?: (address: string) => Welcome;
  /** Serves the contract below `/<name>`. */
  createHandler(services: Services): PlatformHandler;
}

/** What `serve` of `@parley/server` gives. */
export type PlatformHandler = FetchHandler & Viewed;
