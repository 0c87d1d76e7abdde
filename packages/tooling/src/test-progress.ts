/** The lines of `npm test`: one for each package, as soon as its tests have ended. */

import { packageOf, resultLine } from "./report.ts";
import type { TurboRun } from "./turbo.ts";
import { readCounts } from "./vitest-lines.ts";

/** What is told while the tests run, and when they have. */
export interface TestProgress {
  /** Takes what a task prints. */
  readonly onLine: (task: string, text: string) => void;
  /** Prints the lines that are still owed, of tests that ended without a word or never began; gives the names of those that failed. */
  readonly finish: (result: TurboRun, packages: readonly string[]) => string[];
  /** Tests that were left out. */
  readonly skipped: () => number;
}

/** Follows a run; `print` gets each line. */
export function followTests(print: (line: string) => void): TestProgress {
  const output = new Map<string, string>();
  /** Packages by whether their line says that they passed. */
  const told = new Map<string, boolean>();
  let skipped = 0;

  const tell = (name: string, hasPassed: boolean, details: string) => {
    told.set(name, hasPassed);
    print(resultLine(hasPassed, name, details));
  };

  return {
    skipped: () => skipped,
    onLine(task, text) {
      const name = packageOf(task);
      if (!task.endsWith("#test") || told.has(name)) return;
      const whole = `${output.get(task) ?? ""}${text}\n`;
      output.set(task, whole);
      const counts = readCounts(whole);
      if (!counts) return;
      skipped += counts.skipped;
      const details = [
        counts.failed > 0 ? `${counts.failed} failed` : "",
        `${counts.passed} passed`,
        counts.skipped > 0 ? `${counts.skipped} left out` : "",
        whole.startsWith("cache hit") ? "unchanged" : counts.duration,
      ];
      tell(name, counts.hasPassed, details.filter(Boolean).join(", "));
    },
    finish({ tasks }, packages) {
      const results = new Map(tasks.map(({ id, hasPassed }) => [id, hasPassed]));
      for (const name of packages) {
        const hasPassed = results.get(`${name}#test`);
        if (hasPassed === undefined) tell(name, false, "was not tested, because of what failed before");
        else if (!told.has(name)) tell(name, hasPassed, hasPassed ? "" : "ended before it said anything of its tests");
        else if (!hasPassed && told.get(name)) tell(name, false, "ended with an error after its tests");
      }
      return packages.filter((name) => !told.get(name));
    },
  };
}
