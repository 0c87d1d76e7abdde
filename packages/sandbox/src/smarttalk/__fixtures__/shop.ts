/** A sandbox with AI SmartTalk alone, and what callers of it send. */

import { createManualClock, type ManualClock } from "@parley/clock/manual";
import { expect } from "vitest";
import { createMemoryStore, type WorldStore } from "../../core/world/index.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../sandbox.ts";
import { smarttalk } from "../index.ts";
import { demo, demoCredentials } from "../seeds/demo-ids.ts";

/** When tests begin. */
const start = Date.UTC(2026, 8, 14, 9, 12);

/** What a test sends. */
export interface Sent {
  readonly method?: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, where it is. */
  readonly json: Record<string, unknown>;
}

/** A sandbox under test. */
export interface Shop {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly store: WorldStore;
  send(path: string, sent?: Sent): Promise<Received>;
  fetch(path: string, sent?: Sent): Promise<Response>;
}

/** Opens a sandbox; whatever it does against the contract fails the test. */
export function openShop(options: Pick<SandboxOptions, "seed" | "chance" | "agent" | "speech" | "transcription"> = {}): Shop {
  const clock = createManualClock(start);
  const store = createMemoryStore();
  const sandbox = createSandbox({
    platforms: [smarttalk],
    store,
    clock,
    responses: "throw",
    onError: (error) => expect.fail(String(error instanceof Error ? error.stack : error)),
    ...options,
  });
  const fetch: Shop["fetch"] = (path, { method, json, form, body, headers } = {}) => {
    const content = json === undefined ? (form ? new URLSearchParams(form) : body) : JSON.stringify(json);
    return sandbox.fetch(
      new Request(`http://sandbox.test${path.startsWith("/smarttalk") ? "" : "/smarttalk"}${path}`, {
        method: method ?? (content === undefined ? "GET" : "POST"),
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
        ...(content !== undefined && { body: content }),
      }),
    );
  };
  const send: Shop["send"] = async (path, sent) => {
    const response = await fetch(path, sent);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
  };
  return { sandbox, clock, store, fetch, send };
}

/** Credentials as they are sent. */
export const as = {
  access: { authorization: `Bearer ${demoCredentials.accessToken}` },
  api: { authorization: `Bearer ${demoCredentials.apiToken}`, "x-chat-model-id": demo.chatModelId },
  apiKey: { "x-api-key": demoCredentials.apiToken, "x-chat-model-id": demo.chatModelId },
  oauth: { authorization: `Bearer ${demoCredentials.accessToken}`, "x-chat-model-id": demo.chatModelId },
  visitor: { "x-chat-visitor-token": demoCredentials.visitorToken },
} as const;

/** The code of the last mail. */
export async function lastCode({ store }: Shop): Promise<string> {
  const { entries } = await store.readLog("default", "smarttalk/mail");
  return String(Object(entries.at(-1)?.value).text);
}
