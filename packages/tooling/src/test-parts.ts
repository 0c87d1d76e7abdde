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

/** Finds the parts; installs what is missing, where nothing may be left out or somebody asks for all. */
export async function prepareParts(isAskedFor: boolean): Promise<TestParts> {
  const wantsAll = isAskedFor || leavesNothingOut();
  if (wantsAll && !isInstalled(runtimes)) {
    console.error("[parley] Installing the other runtimes (600 MB)");
    await install(runtimes, process.env);
  }
  if (wantsAll && locateBrowser(thisMachine) === undefined && canInstallBrowser()) await installBrowser();
  const hasRuntimes = isInstalled(runtimes);
  const browser = locateBrowser(thisMachine);
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
