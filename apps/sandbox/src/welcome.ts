/** What is printed when the sandbox is up. */

import type { Platform } from "@parley/sandbox";

/** Addresses, credentials that work, and a command for each platform. */
export function welcomeText(platforms: readonly Platform[], url: string): string {
  const parts = platforms.map(({ name, welcome }) => {
    const address = `${url}/${name}`;
    const { credentials = {}, curl } = welcome?.(address) ?? {};
    const rows = Object.entries({ address, ...credentials });
    const width = Math.max(...rows.map(([label]) => label.length));
    const lines = rows.map(([label, value]) => `    ${label.padEnd(width)}  ${value}`);
    return [`  ${name}`, ...lines, ...(curl === undefined ? [] : ["", `    ${curl}`])].join("\n");
  });
  return `\nCredentials of the sandbox, which open nothing else, and a first command for each platform:\n\n${parts.join("\n\n")}\n`;
}
