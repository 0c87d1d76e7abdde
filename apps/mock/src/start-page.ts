/** The page `/` of a mock: its operations, what each can answer, and the command that asks for it. */

import { type LocatedOperation, listOperations, type OpenApiDocument } from "@parley/contracts/document";
import { curlCommand, listAnswers, type SampleAnswer, sampleRequest } from "@parley/samples";
import { copyScript, escapeHtml, page } from "@parley/theme/page";

const styles = `
main { max-width: 68rem; margin: 0 auto; padding: var(--space-8) var(--space-6); }
.kind { margin: 0 0 var(--space-1); color: var(--api); font-size: var(--size-control); font-weight: 600; }
.lead { max-width: 46rem; color: var(--text-2); }
.ask { margin: var(--space-6) 0 0; border: 1px solid var(--line); border-radius: var(--radius-2); overflow-x: auto; }
.ask table { width: 100%; }
.ask tr:last-child td { border-bottom: 0; }
.ask td:first-child { white-space: nowrap; }
.tags { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); margin: var(--space-6) 0 0; padding: 0; list-style: none; font-size: var(--size-control); }
.tags a { display: inline-block; min-height: 24px; }
section { margin-top: var(--space-8); }
section > p { color: var(--text-2); }
.operations { margin-top: var(--space-3); border: 1px solid var(--line); border-radius: var(--radius-2); overflow: hidden; }
.operation + .operation { border-top: 1px solid var(--line); }
summary { cursor: pointer; }
.operation > summary { display: grid; grid-template-columns: 4.25rem minmax(0, 1fr) minmax(0, 1fr) 3.5rem 1rem; gap: 0 var(--space-3); align-items: baseline; padding: var(--space-2) var(--space-4); list-style: none; }
.operation > summary::-webkit-details-marker { display: none; }
.operation > summary:hover, .operation[open] > summary { background: var(--surface); }
.operation > summary code { overflow-wrap: anywhere; }
.operation > summary::after { content: "\\203A"; grid-column: 5; grid-row: 1; color: var(--text-3); text-align: center; transition: rotate var(--motion); }
.operation[open] > summary::after { rotate: 90deg; }
.method { font-weight: 600; color: var(--text-2); }
.title { color: var(--text-2); font-size: var(--size-control); }
.streams { color: var(--accent); font-size: var(--size-label); text-align: right; }
.open { padding: var(--space-1) var(--space-4) var(--space-4); background: var(--surface); }
.sample { position: relative; margin-top: var(--space-2); border: 1px solid var(--line); border-radius: var(--radius-1); overflow: hidden; }
.sample pre { padding-right: 5rem; }
.copy { position: absolute; top: var(--space-2); right: var(--space-2); }
.answers { margin: var(--space-3) 0 0; padding: 0; list-style: none; font-size: var(--size-control); }
.answers summary { min-height: 24px; padding: 0.125rem 0; }
.answers summary::marker { color: var(--text-3); }
.answers summary:hover { color: var(--accent); }
.answers b { margin: 0 var(--space-2) 0 var(--space-1); font: 600 var(--size-wire) var(--mono); font-variant-numeric: tabular-nums; }
.answers summary code { margin-right: var(--space-2); }
.answers i { color: var(--text-2); font-style: normal; }
.good { color: var(--ok); }
.bad { color: var(--danger); }
.other { color: var(--warn); }
footer { margin-top: var(--space-8); color: var(--text-3); font-size: var(--size-control); }
@media (max-width: 44rem) {
  main { padding: var(--space-6) var(--space-4); }
  .ask thead { display: none; }
  .ask tr, .ask td { display: block; }
  .ask tr { padding: var(--space-2) 0; border-bottom: 1px solid var(--line); }
  .ask tr:last-child { border-bottom: 0; }
  .ask td { padding: 0 0.5625rem; border: 0; }
  .operation > summary { grid-template-columns: 3.5rem minmax(0, 1fr) 1rem; }
  .operation > summary::after { grid-column: 3; }
  .title { grid-column: 1 / -1; }
  .streams { grid-column: 1 / -1; text-align: left; }
}
`;

const preferences = [
  ["Prefer: code=404", "?__code=404", "that documented status"],
  ["Prefer: example=name", "?__example=name", "that named example"],
  ["Prefer: wait=2", "?__wait=2", "a stream in at most 2 seconds; 0 for at once"],
] as const;

/** Text of the page; `address` is that of the mock. */
export function startPage(api: string, document: OpenApiDocument, address: string): string {
  const groups = Map.groupBy(listOperations(document), ({ operation }) => operation.tags[0] ?? "Other");
  const { title, version, summary = "" } = document.info;
  return page({
    title: `${title} mock - Parley`,
    description: `Operations of the mock of ${title}, with a command for each documented answer.`,
    styles: `:root { --api: var(--${api}, var(--accent)); }${styles}`,
    script: copyScript,
    body: `<main>
<p class="kind">Mock of ${escapeHtml(api)} ${escapeHtml(version)}</p>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(summary)}</p>
<p class="lead">Answers at <code>${address}</code> with the examples of the contract, whatever was asked before; any credential is taken. What the contract does not allow is refused, and the answer says why.</p>
<div class="ask"><table>
<thead><tr><th>Header</th><th>or in the query</th><th>answers with</th></tr></thead>
<tbody>
${preferences.map(([header, query, meaning]) => `<tr><td><code>${header}</code></td><td><code>${query}</code></td><td>${meaning}</td></tr>`).join("\n")}
</tbody>
</table></div>
<nav aria-label="Groups of operations"><ul class="tags">
${[...groups.keys()].map((tag) => `<li><a href="#${anchor(tag)}">${escapeHtml(tag)}</a></li>`).join("\n")}
</ul></nav>
${[...groups].map(([tag, operations]) => group(document, address, tag, operations)).join("\n")}
<footer><p>Made by Parley from its own contract; ${escapeHtml(title)} has no part in it. Saving a file of the contract changes this page too.</p></footer>
</main>`,
  });
}

function group(
  document: OpenApiDocument,
  address: string,
  tag: string,
  operations: readonly LocatedOperation[],
): string {
  return `<section aria-labelledby="${anchor(tag)}">
<h2 id="${anchor(tag)}">${escapeHtml(tag)}</h2>
<div class="operations">
${operations.map((located) => operationDetails(document, address, located)).join("\n")}
</div>
</section>`;
}

function operationDetails(document: OpenApiDocument, address: string, located: LocatedOperation): string {
  const { operationId, summary } = located.operation;
  const request = sampleRequest(document, located);
  const answers = listAnswers(document, located);
  return `<details class="operation" id="${escapeHtml(operationId)}">
<summary><code class="method">${located.method.toUpperCase()}</code><code>${escapeHtml(located.path)}</code><span class="title">${escapeHtml(summary)}</span>${request.streams ? '<span class="streams">stream</span>' : ""}</summary>
<div class="open">
${sample(curlCommand(address, request))}
<ul class="answers" aria-label="Documented answers">
${answers.map((answer) => answerItem(answer, curlCommand(address, sampleRequest(document, located, answer)))).join("\n")}
</ul>
</div>
</details>`;
}

function answerItem({ status, mediaType, example, summary }: SampleAnswer, command: string): string {
  const verdict = status.startsWith("2") ? "good" : status.startsWith("3") ? "other" : "bad";
  const name = example === undefined ? "" : `<code>${escapeHtml(example)}</code>`;
  const type = mediaType === undefined || mediaType === "application/json" ? "" : `, ${escapeHtml(mediaType)}`;
  return `<li><details><summary><b class="${verdict}">${escapeHtml(status)}</b>${name}<i>${escapeHtml(summary)}${type}</i></summary>
${sample(command)}
</details></li>`;
}

function sample(command: string): string {
  return `<div class="sample"><pre><code>${escapeHtml(command)}</code></pre><button class="copy" type="button" hidden>Copy</button></div>`;
}

function anchor(tag: string): string {
  return `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}
