/** One change of a world of which each half can be seen: what the test of kills writes, and what it looks for. */

// Not by the door: the process that is killed starts a hundred times, and should not load what it does not use.
import { defineCollection } from "../../../../core/world/store/collection.ts";
import type { Transaction } from "../../../../core/world/index.ts";

/** How many records each step writes. */
const width = 10;

const steps = defineCollection<{ readonly id: string; readonly step: number }>()({
  name: "test/steps",
  key: ({ id }) => id,
  fields: { id: "string", step: "number" },
  indexes: { byStep: { of: ({ step }) => step } },
});

/** Takes the next step, with turns in the middle of it, in which a process can be killed. */
export async function takeStep(transaction: Transaction): Promise<number> {
  const step = (await countSteps(transaction)) + 1;
  const before = await transaction.take(steps, `ticket-${step - 1}`);
  if (step > 1 && before === undefined) throw new Error(`Step ${step - 1} has left no ticket.`);
  for (let index = 0; index < width; index += 1) {
    await transaction.insert(steps, { id: `${step}-${index}`, step });
    if (index % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await transaction.insert(steps, { id: `ticket-${step}`, step: 0 });
  await transaction.append("log", [step]);
  return step;
}

/** How many steps there are. @throws Error Where one of them is there in part. */
export async function countSteps(transaction: Transaction): Promise<number> {
  const { end, entries } = await transaction.readLog("log", { limit: 1_000_000 });
  const counts = {
    records: await transaction.count(steps),
    places: await transaction.count(steps, { index: "byStep" }),
    last: await transaction.count(steps, { index: "byStep", within: end }),
    tickets: await transaction.count(steps, { index: "byStep", within: 0 }),
  };
  const ticket = end > 0 ? 1 : 0;
  const whole = { records: end * width + ticket, places: end * width + ticket, last: end > 0 ? width : 0, tickets: ticket };
  if (JSON.stringify(counts) !== JSON.stringify(whole)) {
    throw new Error(`${end} steps are ${JSON.stringify(whole)}, and there are ${JSON.stringify(counts)}.`);
  }
  if (entries.some(({ position, value }) => position !== value)) throw new Error("The log has gaps.");
  return end;
}
