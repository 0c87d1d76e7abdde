import { expect, test } from "vitest";
import { type Attempts, firstAttempt, nextStep, type Outcome, type Step, type StepRules } from "./next-step.ts";

const rules: StepRules = {
  isReplayable: true,
  isRepeatable: true,
  retry: { maxRetries: 2, baseDelay: 100, maxDelay: 1000, maxRetryAfter: 5000 },
  random: () => 0.5,
};
const again = (delay: number, next: Attempts): Step => ({ delay, ...next });
const refreshed = { tries: 1, isRefreshed: true };
const transient: Outcome = { isTransient: true };
const final: Outcome = { isTransient: false };
const refused: Outcome = { isTransient: false, canRefresh: true };

test.each<[string, Attempts, Outcome, Partial<StepRules>, Step | undefined]>([
  ["a refusal", firstAttempt, final, {}, undefined],
  ["503", firstAttempt, transient, {}, again(50, { tries: 2, isRefreshed: false })],
  ["503 again", { tries: 2, isRefreshed: false }, transient, {}, again(100, { tries: 3, isRefreshed: false })],
  ["503 too often", { tries: 3, isRefreshed: false }, transient, {}, undefined],
  ["503 of what must not be repeated", firstAttempt, transient, { isRepeatable: false }, undefined],
  ["a wait", firstAttempt, { ...transient, retryAfter: 7 }, {}, again(7, { tries: 2, isRefreshed: false })],
  ["a wait that is too long", firstAttempt, { ...transient, retryAfter: 5001 }, {}, undefined],
  ["401 with a source", firstAttempt, refused, { isRepeatable: false }, again(0, refreshed)],
  ["401 without one", firstAttempt, { ...final, canRefresh: false }, {}, undefined],
  ["401 a second time", refreshed, refused, {}, undefined],
  ["401 of a body that is gone", firstAttempt, refused, { isReplayable: false }, undefined],
])("%s", (_name, attempts, outcome, own, expected) => {
  expect(nextStep(attempts, outcome, { ...rules, ...own })).toEqual(expected);
});
