/** The conversation about the shop. */

import type { JsonObject } from "../events/index.ts";
import { readMagic } from "../magic/index.ts";
import { orders } from "../shop/index.ts";
import { beginningOf, findSentence } from "./documents.ts";
import { readWish } from "./intent.ts";
import type { Act, Scene } from "./scene.ts";

/** How many earlier messages are repeated. */
const remembered = 3;

/** Answers an ordinary message. */
export async function* converse(scene: Scene): Act {
  const { input, texts } = scene;
  const { history, message, context } = input;
  const documents = context?.documents ?? [];
  yield { type: "status", status: "processing" };
  if (message.trim() === "") {
    if (documents.length > 0) return yield* talkOfDocuments(scene);
    yield { type: "error", code: "no_message", message: "There is no message to answer." };
    return;
  }
  const lastReply = history.findLast(({ role }) => role === "agent")?.text;
  const { intent, orderNumber } = readWish(message, texts, lastReply);
  switch (intent) {
    case "greeting":
      return yield* scene.say(scene.pick(texts.greeting));
    case "order":
      return yield* tellOrder(scene, orderNumber);
    case "refund":
      return yield* refund(scene, orderNumber);
    case "recall":
      return yield* recall(scene);
    case "documents":
      return yield* talkOfDocuments(scene);
    case "hours":
    case "links":
    case "guide":
    case "abilities":
    case "thanks":
    case "goodbye":
      return yield* scene.say(texts[intent]);
    case undefined: {
      const found = findSentence(message, documents);
      return yield* scene.say(found ? texts.documentSays(found[0].name, found[1]) : scene.pick(texts.fallback));
    }
    default:
      return intent satisfies never;
  }
}

async function* tellOrder(scene: Scene, number: string | undefined): Act {
  const { texts } = scene;
  if (number === undefined) return yield* scene.say(texts.askOrderNumber);
  yield* scene.say(texts.lookingUp);
  const outcome = yield* scene.call("order_status", { orderNumber: number });
  if (!outcome) return;
  const order = outcome.status === "success" ? orders.find((one) => one.number === number) : undefined;
  yield* scene.say(order ? texts.orderStates[order.state](order) : texts.orderUnknown(number));
}

async function* refund(scene: Scene, number: string | undefined): Act {
  const { texts } = scene;
  if (number === undefined) return yield* scene.say(texts.askRefundNumber);
  const order = orders.find((one) => one.number === number);
  if (!order) return yield* scene.say(texts.orderUnknown(number));
  yield* refundOrder(scene, { orderNumber: number, amount: order.amount }, {});
}

/** Prepares a refund, and says how it went: as asked for, with another amount, refused or failed. */
export async function* refundOrder(
  scene: Scene,
  wanted: JsonObject & { readonly orderNumber: string; readonly amount: number },
  options: { readonly needsApproval?: boolean },
): Act {
  const { texts } = scene;
  yield* scene.say(texts.refundPrepared(wanted.orderNumber, wanted.amount));
  const outcome = yield* scene.call("refund_order", wanted, options);
  if (!outcome) return;
  const { status, arguments: used, decision } = outcome;
  // A person may have put anything into the arguments; what is said is what was done.
  const number = String(used.orderNumber);
  if (status === "cancelled") return yield* scene.say(texts.refundRefused(number));
  if (status === "error") return yield* scene.say(texts.refundFailed(number));
  const tell = decision?.outcome === "edit" ? texts.refundEdited : texts.refundDone;
  yield* scene.say(tell(number, Number(used.amount)));
}

async function* recall({ input, say, texts }: Scene): Act {
  const said = input.history
    .filter(({ role, text }) => role === "visitor" && text.trim() !== "" && !readMagic(text))
    .map(({ text }) => beginningOf(text))
    .slice(-remembered);
  yield* say(said.length > 0 ? texts.recall(said) : texts.recallNothing);
}

async function* talkOfDocuments({ input, say, texts }: Scene): Act {
  const documents = input.context?.documents ?? [];
  if (documents.length === 0) return yield* say(texts.documentsNone);
  yield* say(texts.documents(documents.map(({ name }) => name)));
  const found = findSentence(input.message, documents);
  if (found) return yield* say(texts.documentSays(found[0].name, found[1]));
  for (const { name, text } of documents) {
    yield* say(text?.trim() ? texts.documentSays(name, beginningOf(text)) : texts.documentUnreadable(name));
  }
}
