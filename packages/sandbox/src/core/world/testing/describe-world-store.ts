/** What every store has to do: one suite for all of them. */

import { describe } from "vitest";
import type { WorldStore } from "../store/index.ts";
import { testIsolation } from "./isolation-suite.ts";
import { testLogs } from "./log-suite.ts";
import { testModel } from "./model-suite.ts";
import { testRecords } from "./record-suite.ts";

/** Makes stores for one test, and removes what they leave when it is done. */
export interface StoreMaker {
  /** An empty store. */
  create(): Promise<WorldStore>;
  /** Another store on what the last one has, as another process would open it; absent where there is no such thing. */
  readonly createSecond?: () => Promise<WorldStore>;
}

/** Holds a store to all that the sandbox relies on. */
export function describeWorldStore(name: string, maker: StoreMaker): void {
  describe(name, () => {
    testRecords(maker);
    testIsolation(maker);
    testLogs(maker);
    testModel(maker);
  });
}
