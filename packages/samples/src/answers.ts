/** Lists what an operation can answer, example by example. */

import { type LocatedOperation, listExamples, type OpenApiDocument } from "@parley/contracts/document";

/** One named example of a documented status, or the status alone where its answer has no body. */
export interface SampleAnswer {
  readonly status: string;
  readonly mediaType?: string;
  readonly example?: string;
  /** What the contract says of it, in a few words. */
  readonly summary: string;
  /** Whether `Accept` has to name the media type, because another one of this status has an example of this name. */
  readonly isAmbiguous: boolean;
}

/** Everything that an operation can answer, in the order of the document. */
export function listAnswers(document: OpenApiDocument, { responses }: LocatedOperation): SampleAnswer[] {
  return Object.entries(responses).flatMap(([status, { description, content = {} }]): SampleAnswer[] => {
    const examples = Object.entries(content).flatMap(([mediaType, media]) =>
      listExamples(document, media).map(([example, { summary = "" }]) => ({ mediaType, example, summary })),
    );
    const [firstSentence = ""] = description.split(/(?<=\.)\s/, 1);
    if (examples.length === 0) return [{ status, summary: firstSentence, isAmbiguous: false }];
    return examples.map(({ mediaType, example, summary }) => ({
      status,
      mediaType,
      example,
      summary,
      isAmbiguous: examples.filter((other) => other.example === example).length > 1,
    }));
  });
}
