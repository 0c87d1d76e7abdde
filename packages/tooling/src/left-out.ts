/** Whether tests may be left out where the machine lacks what they run in. */

/** Not in continuous integration, and not when somebody asks for everything: then what is missing is a failure. */
export function leavesNothingOut({ CI, PARLEY_TEST_ALL }: NodeJS.ProcessEnv = process.env): boolean {
  return CI === "true" || PARLEY_TEST_ALL === "true";
}

/** How to have them run, for the end of a sentence that says what is missing. */
export const howToRunAll = "npm test -- --all installs it and runs these tests";
