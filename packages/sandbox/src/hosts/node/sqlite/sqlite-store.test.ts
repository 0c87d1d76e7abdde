import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import type { WorldStore } from "../../../core/world/index.ts";
import { describeWorldStore } from "../../../core/world/testing/describe-world-store.ts";
import { openSqliteStore } from "./sqlite-store.ts";

let file = "";
const opened: { readonly store: WorldStore; readonly folder?: string }[] = [];

afterEach(async () => {
  for (const { store, folder } of opened.splice(0).reverse()) {
    await store.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  }
});

function open(folder?: string): WorldStore {
  const store = openSqliteStore(file);
  opened.push({ store, ...(folder !== undefined && { folder }) });
  return store;
}

describeWorldStore("SQLite", {
  create: async () => {
    const folder = mkdtempSync(join(tmpdir(), "parley-store-"));
    file = join(folder, "worlds.sqlite");
    return open(folder);
  },
  createSecond: async () => open(),
});

test("looks for what other processes write while somebody waits, and has no timer else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parley-store-"));
  file = join(folder, "worlds.sqlite");
  const store = open(folder);
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const controllers = [new AbortController(), new AbortController()];
    const waiting = controllers.map(({ signal }) =>
      store.waitForLog("one", "log", { after: 0, epoch: 0 }, signal).catch(() => vi.getTimerCount()),
    );
    expect(vi.getTimerCount()).toBe(1);
    controllers[0]?.abort();
    expect(await waiting[0]).toBe(1);
    controllers[1]?.abort();
    expect(await waiting[1]).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
