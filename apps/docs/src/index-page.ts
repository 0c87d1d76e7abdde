/** The start page: what there is, where it answers, and one command to try it. */

import { curlCommand } from "@parley/samples";
import { copyScript, escapeHtml, icon, page } from "@parley/theme/page";
import { type ContractFacts, downloads } from "./contracts.ts";
import { liveAttributes, liveScript, liveStyles } from "./live-script.ts";
import { isKnown, type MockAddresses } from "./mock-addresses.ts";
import { provenances } from "./provenance.ts";
import { styles } from "./styles.ts";

/** Text of the page; `mocks` has the address of each mock, and `version` tells one text from another. */
export function indexPage(contracts: readonly ContractFacts[], mocks: MockAddresses, version = ""): string {
  const sections = contracts.map((facts) => contractSection(facts, mocks.get(facts.api) ?? ""));
  const meanings = provenances.map(({ name, meaning }) => `<dt>${badge(name)}</dt><dd>${escapeHtml(meaning)}</dd>`);
  return page({
    title: "Parley",
    description: "OpenAPI contracts of conversational agent platforms, with reference, mock and downloads.",
    styles: `${styles}${liveStyles}`,
    script: `${copyScript}${liveScript}`,
    attributes: liveAttributes("", version),
    body: `<main>
<h1><img src="${icon}" alt="" width="40" height="40">Parley</h1>
<p class="lead">OpenAPI contracts of ${contracts.length} platforms for conversational agents, and a reference, a mock and typed code made from each of them. Parley is independent: none of the vendors wrote, reviewed or endorsed these contracts.</p>
${sections.join("\n")}
<section class="meanings" aria-labelledby="provenance">
<h2 id="provenance">Where the contracts come from</h2>
<p class="summary">Every operation says how well it is known:</p>
<dl>
${meanings.join("\n")}
</dl>
</section>
</main>
<footer><p>The names of the platforms belong to their owners.</p></footer>`,
  });
}

/** Text of the page for an unknown address. */
export const notFoundPage = page({
  title: "Not found - Parley",
  description: "There is nothing at this address.",
  styles,
  body: `<main>
<h1>Not found</h1>
<p class="lead">There is nothing at this address. <a href="/">All contracts</a> are on the start page.</p>
</main>`,
});

function contractSection(facts: ContractFacts, mock: string): string {
  const { api, title, version, summary, sample } = facts;
  const links = downloads.map(
    ({ file, title }) => `<li><a href="${api}/${file}" download="${api}-${file}">${escapeHtml(title)}</a></li>`,
  );
  return `<section class="contract" aria-labelledby="${api}" style="--api: var(--${api}, var(--accent))">
<div class="head">
<div>
<h2 id="${api}">${escapeHtml(title)}<span class="version">${escapeHtml(version)}</span></h2>
<p class="summary">${escapeHtml(summary)}</p>
</div>
<a class="button" href="${api}/" aria-label="Reference of ${escapeHtml(title)}">Reference</a>
</div>
${counts(facts)}
<div class="columns">
<div>
<h3>Download</h3>
<ul class="downloads">
${links.join("\n")}
</ul>
</div>
<div>
<h3>Try the mock</h3>
<div class="sample">
<p class="bar">${mockLink(api, mock)}</p>
<pre><code>${escapeHtml(curlCommand(mock, sample))}</code></pre>
<button class="copy" type="button" aria-describedby="${api}" aria-live="polite" hidden>Copy</button>
</div>
</div>
</div>
</section>`;
}

function counts({ operations, streams, provenance }: ContractFacts): string {
  const known = provenances.flatMap(({ name }) => {
    const count = provenance[name];
    return count === undefined ? [] : [`<li><b>${count}</b> ${badge(name)}</li>`];
  });
  return `<ul class="counts">
<li>${plural(operations, "operation")}</li>
<li>${plural(streams, "event stream")}</li>
${known.join("\n")}
</ul>`;
}

function plural(count: number, noun: string): string {
  return `<b>${count}</b> ${noun}${count === 1 ? "" : "s"}`;
}

function badge(name: string): string {
  return `<span class="badge">${name}</span>`;
}

/** The page of the mock has a command for each documented answer. */
function mockLink(api: string, mock: string): string {
  if (!isKnown(mock)) return `The port of <code>${api}</code> was printed at the start`;
  return `<a href="${mock}/"><code>${mock}</code></a>, every operation and example`;
}
