/** What a visitor wants, as far as words tell. */

import { type Intent, intents, plain, type Texts } from "../texts/index.ts";

/** The wish of a message, and the number of an order in it. */
export interface Wish {
  readonly intent: Intent | undefined;
  readonly orderNumber: string | undefined;
}

/** Reads the wish of a message; `lastReply` is what the agent said before, which may have been a question. */
export function readWish(message: string, texts: Texts, lastReply: string | undefined): Wish {
  const text = plain(message);
  const orderNumber = /(?<!\d)\d{3,8}(?!\d)/.exec(text)?.[0];
  const intent = intents.find((one) => texts.words[one].some((beginning) => hasWord(text, beginning)));
  if (intent) return { intent, orderNumber };
  // A bare number answers the question that was asked, and asks for the order where none was.
  if (orderNumber === undefined) return { intent, orderNumber };
  return { intent: lastReply?.endsWith(texts.askRefundNumber) ? "refund" : "order", orderNumber };
}

/** Whether a word begins so, or a phrase stands there. Words of up to three letters have to be whole. */
function hasWord(text: string, beginning: string): boolean {
  const end = beginning.length <= 3 ? "(?![a-z])" : "";
  return new RegExp(`(?<![a-z])${beginning.replaceAll(" ", "\\s+")}${end}`).test(text);
}
