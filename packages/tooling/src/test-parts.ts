/** What some tests need besides the workspace: other runtimes, and a browser. */

import { locateBrowser, thisMachine } from "./browser.ts";
import { install, isInstalled, runtimes } from "./install.mjs";
import { canInstallBrowser, installBrowser } from "./install-browser.ts";
import { leavesNothingOut } from "./left-out.ts";

/** What is there. */
export interface TestParts {
  /** For the environment of the tests. Their results depend on it, as turbo.json says. */
  readonly environment: { readonly PARLEY_TEST_PARTS: string; readonly PARLEY_TEST_ALL?: string };
  /** What is missing and how to have it, a sentence each. */
  readonly missing: readonly string[];
}

/** How parts are found, and how they are installed. */
export interface PartsOfMachine {
  readonly hasRuntimes: () => boolean;
  readonly installRuntimes: () => Promise<void>;
  readonly findBrowser: () => string | undefined;
  readonly canInstallBrowser: () => boolean;
  readonly installBrowser: () => Promise<void>;
}

const thisOne: PartsOfMachine = {
  hasRuntimes: () => isInstalled(runtimes),
  installRuntimes: () => {
    console.error("[parley] Installing the other runtimes (600 MB)");
    return install(runtimes, process.env);
  },
  findBrowser: () => locateBrowser(thisMachine),
  canInstallBrowser,
  installBrowser,
};

/** Finds the parts. Nothing is installed unless somebody asks for all, or nothing may be left out. */
export async function prepareParts(isAskedFor: boolean, machine: PartsOfMachine = thisOne): Promise<TestParts> {
  const wantsAll = isAskedFor || leavesNothingOut();
  if (wantsAll && !machine.hasRuntimes()) await machine.installRuntimes();
  if (wantsAll && machine.findBrowser() === undefined && machine.canInstallBrowser()) await machine.installBrowser();
  const hasRuntimes = machine.hasRuntimes();
  const browser = machine.findBrowser();
  return {
    environment: {
      PARLEY_TEST_PARTS: `${hasRuntimes ? "runtimes" : "no runtimes"}, ${browser ?? "no browser"}`,
      ...(wantsAll && { PARLEY_TEST_ALL: "true" }),
    },
    missing: [
      ...(hasRuntimes ? [] : ["Node 20, Node 22, Deno, Bun and workerd are not installed (600 MB)."]),
      ...(browser === undefined ? ["No Chrome or Chromium was found, and CHROME_PATH names none."] : []),
    ],
  };
}
