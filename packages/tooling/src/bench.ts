/** What a measurement of `npm run bench` is, and how it is printed. */

/** Rows by their name, cells by the name of their column. */
export type Table = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** One table of the bench. */
export interface Measurement {
  readonly name: string;
  measure(): Promise<Table>;
}

/** Prints each table under its name; with `--list` among the arguments of the program only the names. */
export async function printMeasurements(measurements: readonly Measurement[]): Promise<void> {
  const isList = process.argv.includes("--list");
  for (const { name, measure } of measurements) {
    console.log(isList ? name : `\n${name}`);
    if (!isList) console.table(await measure());
  }
}

/** The middle one of numbers. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/**
 * Milliseconds of the fastest run of each piece of work, after two runs that are not counted.
 *
 * The pieces take turns, so that what else the machine does befalls all of them; the fastest run has least of it.
 */
export async function timeFastest<const Work extends readonly (() => Promise<void>)[]>(
  count: number,
  work: Work,
): Promise<{ [Index in keyof Work]: number }> {
  const fastest = work.map(() => Number.POSITIVE_INFINITY);
  for (let run = -2; run < count; run += 1) {
    for (const [index, piece] of work.entries()) {
      const start = performance.now();
      await piece();
      if (run >= 0) fastest[index] = Math.min(fastest[index] ?? Number.NaN, performance.now() - start);
    }
  }
  return fastest as { [Index in keyof Work]: number }; // one time for each piece
}
