/** What the agent can tell of a file. */

import type { AgentDocument } from "../events/index.ts";
import { plain } from "../texts/index.ts";

/** Characters of an excerpt. */
const longest = 200;

/** The sentence of a document that has most words of the question, or none. */
export function findSentence(
  question: string,
  documents: readonly AgentDocument[],
): [AgentDocument, string] | undefined {
  const asked = new Set(wordsOf(question));
  let best: { document: AgentDocument; sentence: string; points: number } | undefined;
  for (const document of documents) {
    for (const sentence of document.text?.split(/(?<=[.!?])\s+|\n+/) ?? []) {
      const points = new Set(wordsOf(sentence).filter((word) => asked.has(word))).size;
      if (points > (best?.points ?? 0)) best = { document, sentence, points };
    }
  }
  return best && [best.document, shorten(best.sentence)];
}

/** How a document begins. */
export function beginningOf(text: string): string {
  return shorten(text.trim().replaceAll(/\s+/g, " "));
}

/** Words that say something. */
function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 3);
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest).join("")}...` : text;
}
