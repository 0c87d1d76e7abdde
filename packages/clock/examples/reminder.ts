import { type Clock, systemClock } from "@parley/clock";
import { createManualClock } from "@parley/clock/manual";

/** Says in an hour how late it is; by the time of the machine, where no other is given. */
async function remind(say: (text: string) => void, clock: Clock = systemClock): Promise<void> {
  await clock.sleep(3_600_000);
  say(new Date(clock.now()).toISOString());
}

const clock = createManualClock(Date.UTC(2026, 0, 26));
void remind(console.log, clock);
await clock.advance(3_600_000); // 2026-01-26T01:00:00.000Z
