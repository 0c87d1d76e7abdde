/** Draws the grammar of an event stream: events as boxes, in the order in which they may come. */

import { type GrammarNode, parseGrammar } from "@parley/streams/grammar";
import { escapeHtml } from "@parley/theme/page";

const repetitions = { "*": "any number of times", "+": "once or more", "?": "at most once" } as const;

/** HTML of the drawing, on one line, because Markdown ends HTML at an empty one; `ends` names events that end a stream. */
export function grammarHtml(grammar: string, ends: ReadonlySet<string>): string {
  return `<div class="grammar" role="img" aria-label="${escapeHtml(describe(parseGrammar(grammar)))}">${draw(parseGrammar(grammar), ends)}</div>`;
}

/** Styles of the drawing: left to right, top to bottom on a narrow screen. */
export const grammarStyles = `
.grammar { display: flex; margin: var(--space-2) 0 var(--space-4); padding: var(--space-4); border: 1px solid var(--line); border-radius: var(--radius-2); background: var(--surface); color: var(--text); font: var(--size-wire)/1.5 var(--mono); overflow-x: auto; }
.grammar > * { margin: auto; }
.grammar span { position: relative; }
.grammar-event { display: inline-block; padding: 1px var(--space-2); border: 1px solid var(--line-strong); border-radius: var(--radius-1); background: var(--bg); white-space: nowrap; }
.grammar-end { border-color: var(--accent); background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.grammar-sequence { display: flex; flex-wrap: wrap; gap: var(--space-3) 30px; align-items: center; }
.grammar-sequence > * + *::before { content: "\\2192"; position: absolute; left: -23px; top: calc(50% - 0.75em); color: var(--text-3); font: var(--size-control)/1.5 var(--mono); }
.grammar-choice { display: flex; flex-direction: column; gap: var(--space-2); align-items: flex-start; padding: 0 var(--space-3); border: solid var(--line-strong); border-width: 0 1px; border-radius: var(--radius-2); }
.grammar-repeat { display: flex; flex-direction: column; align-items: flex-start; padding: var(--space-3); border: 1px dashed var(--line-strong); border-radius: var(--radius-2); }
.grammar-note { margin-bottom: var(--space-1); color: var(--text-2); font: var(--size-label)/1.4 var(--font); }
@media (max-width: 50rem) {
  .grammar-event { white-space: normal; overflow-wrap: anywhere; }
  .grammar > * { margin: 0; }
  .grammar-sequence { flex-direction: column; gap: 26px; align-items: flex-start; }
  .grammar-sequence > * + *::before { content: "\\2193"; left: var(--space-3); top: -23px; }
}
`;

function draw(node: GrammarNode, ends: ReadonlySet<string>): string {
  switch (node.kind) {
    case "event":
      return span(ends.has(node.name) ? "event grammar-end" : "event", escapeHtml(node.name));
    case "sequence":
      return span("sequence", node.parts.map((part) => draw(part, ends)).join(""));
    case "choice":
      return span("choice", span("note", "one of") + node.options.map((option) => draw(option, ends)).join(""));
    case "repeat":
      return span("repeat", span("note", repetitions[node.operator]) + draw(node.part, ends));
  }
}

function span(kind: string, content: string): string {
  return `<span class="grammar-${kind}">${content}</span>`;
}

/** The grammar in words, for those who do not see the drawing. */
function describe(node: GrammarNode): string {
  switch (node.kind) {
    case "event":
      return node.name;
    case "sequence":
      return node.parts.map(describe).join(", then ");
    case "choice":
      return `either ${node.options.map(describe).join(" or ")}`;
    case "repeat":
      return `${repetitions[node.operator]} (${describe(node.part)})`;
  }
}
