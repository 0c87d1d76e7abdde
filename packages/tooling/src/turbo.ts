/** Runs tasks with turbo, and tells what became of each. */

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./packages.mjs";
import { run } from "./run.mjs";

/** A task that has run, or whose last result was still good. */
export interface FinishedTask {
  /** Name of the package and of the task, with `#` between them. */
  readonly id: string;
  readonly hasPassed: boolean;
  readonly isCached: boolean;
  /** Everything that it printed. */
  readonly log: string;
}

/** What turbo did. */
export interface TurboRun {
  readonly code: number;
  readonly tasks: readonly FinishedTask[];
  /** What turbo itself had to complain about. */
  readonly complaints: readonly string[];
}

/** What `turbo run --json` prints, a line each. */
interface Line {
  readonly source: string;
  readonly level: string;
  readonly text: string;
}

/** What is read of the file of `--summarize`. */
interface Summary {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly logFile: string;
    readonly cache: { readonly status: "HIT" | "MISS" };
    readonly execution?: { readonly exitCode: number | null };
  }[];
}

/** Options of {@link runTurbo}. */
export interface TurboOptions {
  /** The environment; that of this process by default. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Called with what each task prints, while it does. */
  readonly onLine?: (task: string, text: string) => void;
  /** The workspace; this one by default. */
  readonly folder?: string;
}

/** Runs tasks, with parameters of `turbo run`. */
export async function runTurbo(parameters: readonly string[], options: TurboOptions = {}): Promise<TurboRun> {
  const { environment = process.env, onLine, folder = root } = options;
  const turbo = join(root, "node_modules/turbo/bin/turbo");
  const complaints: string[] = [];
  let summaryFile: string | undefined;
  const all = [turbo, "run", "--json", "--summarize=true", ...parameters];
  const code = await run(process.execPath, all, {
    cwd: folder,
    env: environment,
    onLine: (text: string) => {
      const line = readLine(text);
      if (line === undefined) complaints.push(text);
      else if (line.source !== "turbo") onLine?.(line.source, line.text);
      else if (line.level === "error" || line.level === "warn") complaints.push(line.text);
      else summaryFile ??= /^\s*Summary:\s+(.+)$/.exec(line.text)?.[1];
    },
  });
  return { code, tasks: summaryFile === undefined ? [] : takeSummary(summaryFile, folder), complaints };
}

function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line; // what turbo prints
  } catch {
    // Its very last words are not JSON.
    return undefined;
  }
}

/** Reads the summary of a run and removes it: turbo would keep each of them. */
function takeSummary(file: string, folder: string): FinishedTask[] {
  const { tasks } = JSON.parse(readFileSync(file, "utf8")) as Summary;
  rmSync(file);
  return tasks.flatMap(({ taskId, logFile, cache, execution }) => {
    // Without an execution it has not come to it; without a script there is nothing to it.
    if (!execution) return [];
    return {
      id: taskId,
      hasPassed: execution.exitCode === 0,
      isCached: cache.status === "HIT",
      log: readLog(join(folder, logFile)),
    };
  });
}

function readLog(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    return process.stdout.isTTY ? text : stripVTControlCharacters(text);
  } catch {
    // It ended before it wrote one.
    return "";
  }
}
