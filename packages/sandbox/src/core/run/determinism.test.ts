/** The same seed and the same requests give the same bytes, however much else happens. */

import { createVirtualClock } from "@parley/clock/virtual";
import { expect, test } from "vitest";
import { createMemoryBlobs, createMemoryStore, createWorlds, draw } from "../world/index.ts";
import { createRuns, type Dialect, pacings, runDialect } from "./index.ts";
import type { Said } from "./testing/harness.ts";

/** A sandbox with a clock that stands still. */
function createSandbox() {
  const clock = createVirtualClock({ start: Date.UTC(2026, 0, 26), isFrozen: true });
  const store = createMemoryStore();
  const empty = async () => {};
  const seeds = [{ empty, demo: empty, "returning-visitor": empty, "long-history": empty }];
  const worlds = createWorlds({ store, blobs: createMemoryBlobs(), clock, collections: [], seeds });
  return { clock, store, worlds, runs: createRuns({ store, clock }) };
}

/** Everything but where history ends, which is where its reader came. */
const asJson: Dialect<undefined, Said, string> = {
  start: () => undefined,
  step: (state, { position, at, run, event }) => ({
    state,
    events: event.type === "history_end" ? [] : [JSON.stringify({ position, at, run, event })],
  }),
};

/** Three conversations at once in one world: all that their visitors see. */
async function playScenario({ store, worlds, runs }: ReturnType<typeof createSandbox>, name: string): Promise<string> {
  await worlds.create(name, { chance: "scenario" });
  const lines = [1, 2, 3].map(async (visitor) => {
    const lines: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const id = await store.transaction(name, (transaction) =>
        draw(transaction, `ids/runs/${visitor}`, (chance) => chance.uuid()),
      );
      await runs.start<Said>(
        name,
        { id, log: `conversation ${visitor}` },
        async function* ({ chance, clock, signal }) {
          for (let word = 0; word < 5; word += 1) {
            await clock.sleep(chance.integer(1, 500), signal);
            yield { type: "text", text: chance.text(12) };
          }
        },
        { pacing: pacings.typical },
      );
      const events = runDialect<undefined, Said, string>({ tail: runs.tail(name, id), dialect: asJson });
      for await (const event of events) lines.push(event);
    }
    return lines.join("\n");
  });
  return (await Promise.all(lines)).join("\n\n");
}

test("a scenario gives the same bytes a hundred times, alone and with fifty at once", async () => {
  const alone = createSandbox();
  const playing = playScenario(alone, "alone");
  await alone.clock.advance(600_000);
  const expected = await playing;
  expect(expected.length).toBeGreaterThan(3_000);

  for (const round of ["first", "second"]) {
    const together = createSandbox();
    const played = Promise.all(Array.from({ length: 50 }, (_, index) => playScenario(together, `${round}-${index}`)));
    await together.clock.advance(600_000);
    for (const bytes of await played) expect(bytes).toBe(expected);
  }
});
