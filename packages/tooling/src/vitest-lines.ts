/** Reads what Vitest prints at the end of a run. */

/** What it says of the whole run. */
export interface TestCounts {
  readonly hasPassed: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How long it took, in its words. */
  readonly duration: string;
}

/** Reads the counts in the output of a run; undefined until it has printed its duration, which comes after them. */
export function readCounts(output: string): TestCounts | undefined {
  const {
    Duration,
    Tests = "",
    Errors,
    "Test Files": files = "",
  } = Object.fromEntries(
    [...output.matchAll(/^ +(Test Files|Tests|Errors|Duration) +(.+)$/gm)].map(([, name, value]) => [name, value]),
  ) as Readonly<Record<string, string | undefined>>;
  if (Duration === undefined) return undefined;
  const count = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(Tests)?.[1] ?? 0);
  return {
    // A file can fail without a test, and an error can come from none of them.
    hasPassed: !files.includes("failed") && Errors === undefined,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    duration: Duration.split(" ", 1)[0] ?? "",
  };
}
