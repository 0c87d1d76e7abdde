/** Chance of a world, which goes on where it was. */

import { beginStream, type Chance, openStream, type StreamState } from "../../chance/index.ts";
import { defineCollection, type Transaction } from "../store/index.ts";

interface Position {
  /** What is drawn from the stream, such as `ids/conversations`; empty for the seed of the world. */
  readonly purpose: string;
  readonly state?: StreamState;
  readonly seed?: string;
}

/** Where the streams of a world are. */
export const chancePositions = defineCollection<Position>()({
  name: "parley/chance",
  key: ({ purpose }) => `/${purpose}`,
  fields: { purpose: "string", state: "array?", seed: "string?" },
  indexes: {},
});

/** Gives a world the seed of all its streams. They begin anew, so it is done when the world is made. */
export async function sowChance(transaction: Transaction, seed: string): Promise<void> {
  await transaction.put(chancePositions, { purpose: "", seed });
}

/** The seed of a world; its name where it was given none. */
export async function seedOf(transaction: Transaction): Promise<string> {
  return (await transaction.get(chancePositions, "/"))?.seed ?? transaction.world;
}

/**
 * Draws from a stream of the world, which goes on from there when this transaction is done, after a restart and in a copy
 * of the world too.
 *
 * @example
 * const id = await draw(transaction, "ids/conversations", (chance) => chance.uuid());
 */
export async function draw<Result>(
  transaction: Transaction,
  purpose: string,
  use: (chance: Chance) => Result,
): Promise<Result> {
  const position = await transaction.get(chancePositions, `/${purpose}`);
  const { chance, state } = openStream(position?.state ?? beginStream(await seedOf(transaction), purpose));
  const result = use(chance);
  await transaction.put(chancePositions, { purpose, state: state() });
  return result;
}
