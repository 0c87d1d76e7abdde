import { expect, test } from "vitest";
import { type Attempts, firstAttempt, nextStep, type Outcome, type Step, type StepRules } from "./next-step.ts";

const rules: StepRules = {
  isReplayable: true,
  isRepeatable: true,
  retry: { maxRetries: 2, baseDelay: 100, maxDelay: 1000, maxRetryAfter: 5000 },
  random: () => 0.5,
};
const answer = (status: number, more: object = {}): Outcome => ({
  status,
  retryAfter: undefined,
  canRefresh: false,
  ...more,
});
const end: Step = { type: "end" };
const again = (delay: number, next: Attempts): Step => ({ type: "again", delay, next });
const refreshed = { tries: 1, isRefreshed: true };

test.each<[string, Attempts, Outcome, Partial<StepRules>, Step]>([
  ["a success", firstAttempt, answer(200), {}, end],
  ["a refusal", firstAttempt, answer(400), {}, end],
  ["503", firstAttempt, answer(503), {}, again(50, { tries: 2, isRefreshed: false })],
  ["503 again", { tries: 2, isRefreshed: false }, answer(503), {}, again(100, { tries: 3, isRefreshed: false })],
  ["503 too often", { tries: 3, isRefreshed: false }, answer(503), {}, end],
  ["503 of what must not be repeated", firstAttempt, answer(503), { isRepeatable: false }, end],
  ["429 with a wait", firstAttempt, answer(429, { retryAfter: 7 }), {}, again(7, { tries: 2, isRefreshed: false })],
  ["429 with a wait that is too long", firstAttempt, answer(429, { retryAfter: 5001 }), {}, end],
  ["a broken connection", firstAttempt, { isTransient: true }, {}, again(50, { tries: 2, isRefreshed: false })],
  ["another failure", firstAttempt, { isTransient: false }, {}, end],
  ["401 with a source", firstAttempt, answer(401, { canRefresh: true }), { isRepeatable: false }, again(0, refreshed)],
  ["401 without one", firstAttempt, answer(401), {}, end],
  ["401 a second time", refreshed, answer(401, { canRefresh: true }), {}, end],
  ["401 of a body that is gone", firstAttempt, answer(401, { canRefresh: true }), { isReplayable: false }, end],
])("%s", (_name, attempts, outcome, own, expected) => {
  expect(nextStep(attempts, outcome, { ...rules, ...own })).toEqual(expected);
});
