/** The start page: what there is, where it answers, and one command to try it. */

import { type ContractFacts, downloads } from "./contracts.ts";
import { curlCommand } from "./curl.ts";
import { escapeHtml, icon, page } from "./page.ts";
import { provenances } from "./provenance.ts";

// The button is of no use without the script, so the script shows it.
const script = `
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.closest(".sample").querySelector("pre").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
`;

/** Text of the page; `portBase` is where the ports of all servers begin, 0 if they are free ones. */
export function indexPage(contracts: readonly ContractFacts[], portBase: number): string {
  const sections = contracts.map((facts, index) => contractSection(facts, portBase === 0 ? 0 : portBase + 11 + index));
  const meanings = provenances.map(({ name, meaning }) => `<dt>${badge(name)}</dt><dd>${escapeHtml(meaning)}</dd>`);
  return page({
    title: "Parley",
    description: "OpenAPI contracts of conversational agent platforms, with reference, mock and downloads.",
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
<footer><p>The names of the platforms belong to their owners.</p></footer>
<script>${script}</script>`,
  });
}

/** Text of the page for an unknown address. */
export const notFoundPage = page({
  title: "Not found - Parley",
  description: "There is nothing at this address.",
  body: `<main>
<h1>Not found</h1>
<p class="lead">There is nothing at this address. <a href="/">All contracts</a> are on the start page.</p>
</main>`,
});

function contractSection(facts: ContractFacts, mockPort: number): string {
  const { api, title, version, summary, sample } = facts;
  const links = downloads.map(
    ({ file, title }) => `<li><a href="${api}/${file}" download="${api}-${file}">${escapeHtml(title)}</a></li>`,
  );
  return `<section class="contract" aria-labelledby="${api}">
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
<div class="bar">${mockAddress(api, mockPort)}<button class="copy" type="button" aria-describedby="${api}" aria-live="polite" hidden>Copy</button></div>
<pre><code>${escapeHtml(curlCommand(serverAddress(mockPort), sample))}</code></pre>
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
  const color = provenances.find((provenance) => provenance.name === name)?.color;
  return `<span class="badge" style="background:${color}">${name}</span>`;
}

function serverAddress(port: number): string {
  return port === 0 ? "http://127.0.0.1:PORT" : `http://127.0.0.1:${port}`;
}

function mockAddress(api: string, port: number): string {
  if (port === 0) return `<span>The port of <code>${api}</code> was printed at the start</span>`;
  return `<code>${serverAddress(port)}</code>`;
}
