/** A sandbox with nothing but XYZ AI, and short ways to talk to it. */

import { createManualClock, type ManualClock, settle } from "@parley/clock/manual";
import type { Agent } from "../../core/agent/index.ts";
import { createMemoryBlobs, createMemoryStore, type SeedName, type WorldStore } from "../../core/world/index.ts";
import { createSandbox, type Sandbox } from "../../sandbox.ts";
import { demoApp } from "../accounts.ts";
import type { TaskEvent } from "../contract.ts";
import { xyz } from "../index.ts";

/** The moment of the tests. */
export const start = Date.parse("2026-02-01T12:00:00.000Z");

/** What a test may choose. */
export interface HarnessOptions {
  readonly seed?: SeedName;
  readonly chance?: string;
  readonly agent?: Agent;
  /** In memory by default. */
  readonly store?: WorldStore;
}

/** How a request is made; `json` and `form` are bodies. */
export interface Call {
  readonly method?: string;
  readonly as?: string;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** An answer that was read. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read bodies that they expect
  readonly body: any;
  readonly headers: Headers;
}

/** A sandbox for a test. */
export interface Harness {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly store: WorldStore;
  readonly blobs: ReturnType<typeof createMemoryBlobs>;
  /** What went wrong and was nobody's fault. */
  readonly errors: readonly unknown[];
  fetch(path: string, call?: Call): Promise<Response>;
  send(path: string, call?: Call): Promise<Answer>;
  /** A token of an end user. */
  token(endUserId?: string, more?: object, headers?: Readonly<Record<string, string>>): Promise<string>;
  /** Starts a task that takes no time. @returns Its id. */
  create(as: string, message: string, more?: object): Promise<string>;
  /** Reads the stream of a task to its end, and lets time go by meanwhile. */
  stream(as: string, id: string): Promise<readonly TaskEvent[]>;
  /** The same as it comes. */
  bytes(as: string, id: string): Promise<string>;
  /** Waits until a task is done or waits itself, while the clock stands still. */
  rest(as: string, id: string, headers?: Readonly<Record<string, string>>): Promise<void>;
  /** Lets a task work to its end. */
  finish(as: string, message: string, more?: object): Promise<string>;
}

/** Makes one; whatever the contract does not have is an error of the test. */
export function createHarness({ seed = "demo", chance = "test", agent, ...given }: HarnessOptions = {}): Harness {
  const clock = createManualClock(start);
  const { store = createMemoryStore() } = given;
  const blobs = createMemoryBlobs();
  const errors: unknown[] = [];
  const sandbox = createSandbox({
    platforms: [xyz],
    clock,
    store,
    blobs,
    seed,
    chance,
    pacing: "fast",
    responses: "throw",
    onError: (error) => void errors.push(error),
    ...(agent && { agent }),
  });
  const harness: Harness = {
    sandbox,
    clock,
    store,
    blobs,
    errors,
    fetch: (path, { method, as, json, form, headers = {}, signal } = {}) => {
      const body = json === undefined ? form : JSON.stringify(json);
      return sandbox.fetch(
        new Request(`http://sandbox.test/xyz${path}`, {
          method: method ?? (body === undefined ? "GET" : "POST"),
          headers: {
            ...(as !== undefined && { authorization: `Bearer ${as}` }),
            ...(json !== undefined && { "content-type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body }),
          ...(signal && { signal }),
        }),
      );
    },
    send: async (path, call) => {
      const response = await harness.fetch(path, call);
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
    },
    token: async (endUserId = "user-1", more = {}, headers = {}) => {
      const json = { appId: demoApp.id, appSecret: demoApp.secret, endUserId, ...more };
      const { body } = await harness.send("/api/v1/auth/token", { json, headers });
      return body.data.token;
    },
    create: async (as, message, more = {}) => {
      const headers = { "x-parley-pacing": "instant" };
      const { body } = await harness.send("/api/v1/tasks", { as, json: { message, ...more }, headers });
      return body.data.id;
    },
    stream: async (as, id) => readEvents(await harness.bytes(as, id)),
    bytes: async (as, id) => {
      const response = await harness.fetch(`/api/v1/tasks/${id}/stream`, { as });
      let isOver = false;
      const text = response.text().finally(() => {
        isOver = true;
      });
      while (!isOver) await clock.advance(100);
      return text;
    },
    rest: async (as, id, headers = {}) => {
      // With an id of their own, these requests take none from the others.
      const look = { as, headers: { ...headers, "x-request-id": "rest" } };
      for (;;) {
        const { body } = await harness.send(`/api/v1/tasks/${id}`, look);
        if (body.data.status !== "pending" && body.data.status !== "running") return;
        await settle();
      }
    },
    finish: async (as, message, more) => {
      const id = await harness.create(as, message, more);
      await harness.stream(as, id);
      return id;
    },
  };
  return harness;
}

/** Events of the bytes of a stream, which have nothing but `event` and `data`. */
export function readEvents(text: string): TaskEvent[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("event: "))
    .map((block) => {
      const [, type = "", data = ""] = /^event: (.*)\ndata: (.*)$/s.exec(block) ?? [];
      return { type, data: JSON.parse(data) } as TaskEvent; // checked by the server
    });
}
