/** Every mutation of an honest server that the suite must find, by theme. */

import { bodyMutations } from "./body.ts";
import { headMutations } from "./head.ts";
import type { Mutation } from "./recording.ts";
import { refusalMutations } from "./refusal.ts";
import { streamMutations } from "./stream.ts";
import { timeMutations } from "./time.ts";

/** The catalogue. */
export const mutations: readonly Mutation[] = [
  ...headMutations,
  ...bodyMutations,
  ...streamMutations,
  ...refusalMutations,
  ...timeMutations,
];
