/** Finds what is near to a question, by its words: MiniSearch finds and ranks, and the share of words found is the distance. */

import MiniSearch from "minisearch";
import type { KnowledgeDocument } from "../records/index.ts";

/** Words that say nothing of what a question is about. */
const stopWords: ReadonlySet<string> = new Set(
  [
    "a an and are at be by can could do does for from how i in is it me my of on or our that the there this to was we",
    "what when where which who why will with would you your",
    "au aux avec ce dans de des du en est et je la le les leur mon ma mes ne nous on ou par pas pour que qui sur un une vous",
    "aber auch auf aus bei das dem den der die ein eine einen er es fur ich ihr im ist mein mit nicht oder sie und von wann was wie wir wo zu",
    "ale co czy dla do gdzie i ich jak jest jestem kiedy lub moge na nie od po sa sie to w z za ze",
  ]
    .join(" ")
    .split(" "),
);

/** How far a document is that has none of the words; one that has all of them is at 0.01. */
const farthest = 0.25;
const nearest = 0.01;

/** A document that was found, and how far it is: from 0.01, near, up to 0.25. */
export interface Match {
  readonly document: KnowledgeDocument;
  readonly distance: number;
}

/** Finds documents, the nearest first. */
export function searchDocuments(documents: readonly KnowledgeDocument[], question: string): readonly Match[] {
  const index = new MiniSearch<KnowledgeDocument>({
    idField: "id",
    fields: ["title", "content"],
    extractField: (document, field) => (field === "title" ? (document.title ?? "") : fieldOf(document, field)),
    processTerm: toTerm,
    searchOptions: {
      boost: { title: 2 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(documents);
  const asked = new Set(wordsOf(question)).size;
  const byId = new Map(documents.map((document) => [document.id, document]));
  return index
    .search(question)
    .flatMap(({ id, queryTerms, score }) => {
      const document = byId.get(String(id));
      if (!document) return [];
      const share = asked === 0 ? 0 : new Set(queryTerms).size / asked;
      return [{ document, score, distance: round(Math.max(nearest, farthest * (1 - share))) }];
    })
    .sort((left, right) => left.distance - right.distance || right.score - left.score)
    .map(({ document, distance }) => ({ document, distance }));
}

function fieldOf(document: KnowledgeDocument, field: string): string {
  return field === "id" ? document.id : document.content;
}

function wordsOf(text: string): string[] {
  return text.split(/[\s\p{P}]+/u).flatMap((word) => toTerm(word) ?? []);
}

/** A word without case, marks and the commonest endings of English; `null` for one that says nothing. */
function toTerm(word: string): string | null {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  if (plain.length < 2 || stopWords.has(plain)) return null;
  return plain.length > 4 ? plain.replace(/(?:ings?|ed|es|s)$/, "") : plain;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
