/** The browser of the tests: finds an installed Chrome or Chromium, and launches it. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { howToRunAll, leavesNothingOut } from "./left-out.ts";
import { CommandError } from "./options.mjs";

export type { Browser } from "playwright-core";

/** The path of a browser, or why there is none. */
export type BrowserSearch =
  | { readonly path: string; readonly missing?: never }
  | { readonly path?: never; readonly missing: string };

/** What the search reads of the machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isExecutable: (path: string) => boolean;
}

/** The machine that this runs on. */
export const thisMachine: Machine = { platform: process.platform, environment: process.env, isExecutable };

// No crash of a graphics driver, no request that a page did not make.
const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A browser for tests.
 *
 * @throws Error when there is no browser and nothing may be left out, so that nothing is skipped unseen.
 *
 * @example
 * const browser = findBrowser();
 * describe.skipIf(browser.missing)(`in a browser ${browser.missing ?? ""}`, () => { ... });
 */
export function findBrowser(machine: Machine = thisMachine): BrowserSearch {
  const path = locateBrowser(machine);
  if (path !== undefined) return { path };
  const missing = "no Chrome or Chromium found; CHROME_PATH may name one";
  if (leavesNothingOut(machine.environment)) throw new Error(`The browser tests cannot run: ${missing}.`);
  return { missing: `${missing}, or ${howToRunAll} on Debian as root` };
}

/**
 * Launches a found browser without a window.
 *
 * @throws Error when the search found none.
 */
export function launchBrowser({ path, missing }: BrowserSearch): Promise<Browser> {
  if (path === undefined) throw new Error(missing);
  // Chromium refuses its sandbox to root; everybody else keeps it.
  return chromium.launch({ executablePath: path, chromiumSandbox: !isRoot(), args: flags });
}

/**
 * The first browser at one of the usual places.
 *
 * @throws {@link CommandError} when `CHROME_PATH` names a file that cannot be run.
 */
export function locateBrowser(machine: Machine): string | undefined {
  const { CHROME_PATH: chosen } = machine.environment;
  if (chosen === undefined || chosen === "") return usualPlaces(machine).find(machine.isExecutable);
  if (machine.isExecutable(chosen)) return chosen;
  throw new CommandError(`CHROME_PATH names ${chosen}, which is not a program.`);
}

function usualPlaces({ platform, environment }: Machine): string[] {
  const { HOME = "", PATH = "" } = environment;
  switch (platform) {
    case "darwin":
      return ["/Applications", join(HOME, "Applications")].flatMap((folder) =>
        ["Google Chrome", "Chromium"].map((name) => join(folder, `${name}.app`, "Contents/MacOS", name)),
      );
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        .flatMap((name) => environment[name] ?? [])
        .flatMap((folder) =>
          ["Google\\Chrome", "Chromium"].map((name) => `${folder}\\${name}\\Application\\chrome.exe`),
        );
    default: {
      const names = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];
      const folders = [...PATH.split(delimiter).filter(Boolean), "/usr/bin", "/usr/local/bin", "/snap/bin"];
      return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), "/opt/google/chrome/chrome"];
    }
  }
}

/** Whether this process may do anything. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
