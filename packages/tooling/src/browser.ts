/** The browser of the tests: finds an installed Chrome or Chromium, installs Debian's where it may, and launches it. */

import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

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

const thisMachine: Machine = { platform: process.platform, environment: process.env, isExecutable };

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
 * A browser for tests. Without one, as root on Debian, it installs Debian's `chromium` and prints the commands; several
 * processes may call it at once.
 *
 * @throws Error when there is no browser and the environment says `CI=true`, so that nothing is skipped unseen.
 *
 * @example
 * const browser = await findBrowser();
 * describe.skipIf(browser.missing)(`in a browser ${browser.missing ?? ""}`, () => { ... });
 */
export async function findBrowser(): Promise<BrowserSearch> {
  const path = locateBrowser(thisMachine);
  if (path !== undefined) return { path };
  const missing =
    isRoot() && isDebian() ? await installChromium() : "no Chrome or Chromium found; CHROME_PATH may name one";
  const installed = locateBrowser(thisMachine);
  if (installed !== undefined) return { path: installed };
  if (process.env.CI === "true") throw new Error(`The browser tests cannot run: ${missing}`);
  return { missing };
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
 * @throws Error when `CHROME_PATH` names a file that cannot be run.
 */
export function locateBrowser(machine: Machine): string | undefined {
  const { CHROME_PATH: chosen } = machine.environment;
  if (chosen === undefined || chosen === "") return usualPlaces(machine).find(machine.isExecutable);
  if (machine.isExecutable(chosen)) return chosen;
  throw new Error(`CHROME_PATH names ${chosen}, which is not a program.`);
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

/** Runs apt-get; gives the reason for a failure. */
async function installChromium(): Promise<string> {
  const install = "apt-get update && apt-get install -y --no-install-recommends chromium";
  console.log(`No browser found, installing Debian's: ${install}`);
  // flock lets one process install and the others wait; its lock goes with its holder.
  const script = `command -v chromium || { ${install}; }`;
  const parameters = [join(tmpdir(), "parley-install-browser.lock"), "sh", "-c", script];
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return new Promise((resolve) => {
    const child = spawn("flock", parameters, { env: environment, stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.once("error", ({ message }) => resolve(`chromium cannot be installed: ${message}`));
    child.once("close", (code) => {
      const [reason = ""] = errors.trim().split("\n").slice(-1);
      resolve(`apt-get could not install chromium (exit code ${code}): ${reason}`);
    });
  });
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Ubuntu's package of the same name only points to a snap, so relatives of Debian do not count. */
function isDebian(): boolean {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID="?debian"?$/m.test(readFileSync(file, "utf8"));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
