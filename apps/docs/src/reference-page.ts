/** Makes the reference page of a contract: one file, which loads nothing. */

import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runRedocly } from "@parley/contracts/bundle";
import { icon, imageUri, wordmark } from "@parley/theme/page";
import { type Contract, downloads } from "./contracts.ts";
import { liveAttributes, liveScript } from "./live-script.ts";
import { referenceDocument } from "./reference-document.ts";
import { referenceStyles } from "./reference-styles.ts";

const template = fileURLToPath(new URL("reference.hbs", import.meta.url));
const options = {
  downloadUrls: downloads.map(({ file, title }) => ({ url: file, title })),
  jsonSamplesExpandLevel: 4,
};

/**
 * Text of the page.
 *
 * @param mock - Address of the mock, without a slash at its end.
 * @throws Error when Redoc cannot build it, or has something to load from elsewhere that is not known here.
 */
export async function referencePage(
  { api, document }: Pick<Contract, "api" | "document">,
  mock: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-reference-"));
  try {
    const source = join(folder, "openapi.json");
    const target = join(folder, "index.html");
    // An empty configuration: the linter's would treat the document as its source.
    const config = join(folder, "redocly.yaml");
    await writeFile(config, "");
    await writeFile(source, JSON.stringify(referenceDocument(document, { logo: wordmark, mock })));
    const { ok, stderr } = await runRedocly([
      ...["build-docs", source, "--config", config, "--output", target, "--inlineBundle"],
      ...["--template", template, "--title", `${document.info.title} - Parley`],
      ...[`--templateOptions.icon=${icon}`, `--templateOptions.description=${document.info.summary ?? ""}`],
      `--openapi=${JSON.stringify(options)}`,
    ]);
    if (!ok) throw new Error(`The reference page of ${api} cannot be built: ${stderr.trim()}`);
    return complete(api, contain(await readFile(target, "utf8")));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const attribution = imageUri(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 52 12" width="52" height="12"><text y="10" font-family="system-ui,sans-serif" font-size="11" font-weight="700" fill="#2f6fdf">Redocly</text></svg>',
);

/** Adds the look and the script of the live page, and says which build it is. */
function complete(api: string, html: string): string {
  const whole = html
    .replace("/* Parley */", () => referenceStyles)
    .replace(/<\/body>\s*<\/html>\s*$/, () => `<script>${liveScript}</script>\n</body>\n</html>\n`);
  const version = createHash("sha256").update(whole).digest("hex").slice(0, 16);
  return whole.replace("data-live", () => liveAttributes(api, version));
}

/** Takes out what Redoc would load from its makers, and turns the prerendered paths into those of its hash router. */
function contain(html: string): string {
  const page = html.replace(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, attribution);
  const foreign = /https:\/\/cdn\.redoc\.ly[^`"' ]*/.exec(page);
  if (foreign) throw new Error(`Redoc loads ${foreign[0]}; replace it in reference-page.ts.`);
  const end = page.indexOf('<script type="module">');
  return page.slice(0, end).replaceAll('href="/', 'href="#/') + page.slice(end);
}
