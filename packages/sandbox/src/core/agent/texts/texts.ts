/** What the demo agent says and understands in one language. */

import type { MagicName } from "../magic/index.ts";
import type { Order, OrderState } from "../shop/index.ts";

/** Languages that the demo agent speaks. */
export type Language = "en" | "fr" | "pl" | "de";

/** What a visitor may want; the order is that in which they are looked for. */
export const intents = [
  "refund",
  "order",
  "recall",
  "documents",
  "hours",
  "links",
  "guide",
  "abilities",
  "thanks",
  "goodbye",
  "greeting",
] as const;

/** What a visitor may want. */
export type Intent = (typeof intents)[number];

/** Several ways to say one thing. */
export type Variants = readonly [string, ...string[]];

/** Everything that is said in one language. */
export interface Texts {
  /** Beginnings of words by which a wish is known, in small letters without accents. */
  readonly words: Readonly<Record<Intent, readonly string[]>>;
  /** Whole words that are frequent in this language and in no other of ours, likewise, with spaces between. */
  readonly marks: string;
  /** Letters that only this language of ours has. */
  readonly letters: string;
  readonly greeting: Variants;
  readonly thanks: string;
  readonly goodbye: string;
  readonly abilities: string;
  readonly fallback: Variants;
  readonly hours: string;
  readonly links: string;
  /** A long answer in Markdown, with headings, lists, a table, a quote and code. */
  readonly guide: string;
  readonly lookingUp: string;
  readonly askOrderNumber: string;
  readonly orderStates: Readonly<Record<OrderState, (order: Order) => string>>;
  readonly orderUnknown: (number: string) => string;
  readonly askRefundNumber: string;
  readonly refundPrepared: (number: string, cents: number) => string;
  readonly refundDone: (number: string, cents: number) => string;
  readonly refundEdited: (number: string, cents: number) => string;
  readonly refundRefused: (number: string) => string;
  readonly refundFailed: (number: string) => string;
  readonly recall: (messages: readonly string[]) => string;
  readonly recallNothing: string;
  readonly documents: (names: readonly string[]) => string;
  readonly documentSays: (name: string, excerpt: string) => string;
  readonly documentUnreadable: (name: string) => string;
  readonly documentsNone: string;
  /** Two steps of reasoning, each a subject and a description. */
  readonly thoughts: readonly (readonly [subject: string, description: string])[];
  readonly toolMissing: (name: string) => string;
  readonly bothTools: string;
  readonly secretUsed: string;
  readonly secretMissing: string;
  readonly subagent: {
    readonly displayName: string;
    readonly description: string;
    readonly objective: string;
    readonly thought: string;
    readonly result: string;
  };
  readonly artifact: (path: string) => string;
  readonly retrying: string;
  readonly silence: (seconds: number) => string;
  readonly beforeError: string;
  readonly failure: (status: number) => string;
  readonly pace: (preset: string) => string;
  readonly magicIntroduction: string;
  readonly magic: Readonly<Record<MagicName, string>>;
  readonly magicUnknown: (name: string, nearest: readonly string[]) => string;
  readonly magicUsage: (syntax: string) => string;
}

/** An amount of cents with the decimal mark of a language. */
export function euros(cents: number, mark: "." | ","): string {
  return `${Math.floor(cents / 100)}${mark}${String(cents % 100).padStart(2, "0")} EUR`;
}
