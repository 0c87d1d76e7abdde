/** Installs Chromium for the browser tests, where that is asked for. */

import { existsSync, readFileSync } from "node:fs";
import { isRoot } from "./browser.ts";
import { run } from "./run.mjs";

/** Whether {@link installBrowser} can be called: as root on Debian, whose package it is. */
export function canInstallBrowser(): boolean {
  return isRoot() && isDebian();
}

/** Installs Debian's Chromium and prints the command; where that fails, apt-get has said why. */
export async function installBrowser(): Promise<void> {
  const install = "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium";
  console.error(`[parley] Installing Chromium: ${install}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("sh", ["-c", `{ ${install}; } >/dev/null`], { env });
}

/** Ubuntu's package of the same name only points to a snap, so relatives of Debian do not count. */
function isDebian(): boolean {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID="?debian"?$/m.test(readFileSync(file, "utf8"));
}
