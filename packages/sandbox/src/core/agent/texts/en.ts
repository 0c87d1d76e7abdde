/** The demo agent in English. */

import { shop } from "../shop/index.ts";
import { euros, type Texts } from "./texts.ts";

const money = (cents: number) => euros(cents, ".");

/** What it says and understands. */
export const en: Texts = {
  words: {
    greeting: ["hello", "hi", "hey", "good morning", "good evening", "good afternoon"],
    hours: ["open", "hour", "close", "closing"],
    order: ["order", "parcel", "package", "deliver", "track"],
    refund: ["refund", "money back", "return my"],
    links: ["link", "website", "address", "contact"],
    guide: ["guide", "shipping", "everything", "explain", "policy", "returns"],
    recall: ["what did i say", "what i said", "did i say", "remember", "i said before", "said earlier"],
    documents: ["document", "file", "upload", "attach", "pdf"],
    abilities: ["help", "what can you", "who are you"],
    thanks: ["thank", "thanks", "cheers"],
    goodbye: ["bye", "goodbye", "see you"],
  },
  marks: "the is are what where my you your please hello hi have when of bye thanks",
  letters: "",
  greeting: [
    `Hello and welcome to ${shop.name}. How can I help you?`,
    `Hi, this is ${shop.name}. What can I do for you?`,
  ],
  thanks: "You are welcome. Is there anything else?",
  goodbye: "Goodbye, and come back soon.",
  abilities:
    "I can tell you our opening hours, look up an order, prepare a refund, explain shipping and returns, and talk about files that you send. Write /help for the messages that test me.",
  fallback: [
    "I am not sure what you mean. You can ask me about opening hours, an order, or a refund.",
    "I did not understand that. Try: Where is my order 4711?",
  ],
  hours: "We are open Monday to Friday from 9 am to 6 pm, and on Saturday from 10 am to 4 pm. On Sunday we are closed.",
  links: `Our shop is at [${shop.website}](${shop.website}), and [here](${shop.website}/returns) is how returns work. You can also write to [${shop.email}](mailto:${shop.email}).`,
  guide: `# Shipping and returns

We pack each order by hand, so **it takes one working day** until it leaves the house.

## Shipping

| Country | Days | Price |
| --- | ---: | ---: |
| Germany | 2 | 4.90 EUR |
| France | 3 | 6.90 EUR |
| Poland | 3 | 5.90 EUR |

1. You order.
2. We pack and send you a tracking number.
3. The parcel arrives; you need not be at home.

## Returns

- You have *30 days*.
- Lamps go back in their box.
- Candles that were lit stay with you.

> Nothing fits? Write to us before you send it back, we often find a better way.

Put this on the label:

\`\`\`text
RETURN <order number>
\`\`\`

More in [our questions and answers](${shop.website}/questions).`,
  lookingUp: "One moment, I am looking that up.",
  askOrderNumber: "Gladly. What is the number of your order?",
  orderStates: {
    packed: ({ number, item }) => `Order ${number} (${item}) is packed and leaves the house on the next working day.`,
    sent: ({ number, item, changedOn, trackingUrl }) =>
      `Order ${number} (${item}) was sent on ${changedOn}. You can [follow it here](${trackingUrl}).`,
    delivered: ({ number, item, changedOn }) => `Order ${number} (${item}) was delivered on ${changedOn}.`,
    refunded: ({ number, item, changedOn }) => `Order ${number} (${item}) was refunded on ${changedOn}.`,
  },
  orderUnknown: (number) => `I cannot find an order ${number}. In this demo there are 4711, 4712, 4713 and 4714.`,
  askRefundNumber: "I can prepare a refund. Which order is it about?",
  refundPrepared: (number, cents) => `I am preparing a refund of ${money(cents)} for order ${number}.`,
  refundDone: (number, cents) => `Done: ${money(cents)} for order ${number} are on their way back to you.`,
  refundEdited: (number, cents) => `The amount was changed: ${money(cents)} for order ${number} are on their way back.`,
  refundRefused: (number) => `The refund for order ${number} was refused, so nothing has changed.`,
  refundFailed: (number) => `The refund for order ${number} did not work: it may have been refunded before.`,
  recall: (messages) => `You said: ${messages.map((message) => `"${message}"`).join(", then ")}.`,
  recallNothing: "This is the first thing you say to me.",
  documents: (names) => `I have received: ${names.join(", ")}.`,
  documentSays: (name, excerpt) => `${name} begins like this: "${excerpt}"`,
  documentUnreadable: (name) => `I cannot read ${name}, but I have kept it.`,
  documentsNone: "You have not sent me a file yet.",
  thoughts: [
    ["Understanding the question", "The visitor wants to see how reasoning is shown."],
    ["Choosing an answer", "Two steps of reasoning and a short sentence will do."],
  ],
  toolMissing: (name) => `I have no tool ${name} here.`,
  bothTools: "Both orders are looked up.",
  secretUsed: "The partner shop took the key that the operator has deposited, and told its stock.",
  secretMissing: "No key is deposited for the partner shop, so it told nothing.",
  subagent: {
    displayName: "Researcher",
    description: "Looks into one question and reports.",
    objective: "Find the fastest way of shipping.",
    thought: "The table of prices has the days too.",
    result: "Shipping within Germany is fastest: two days.",
  },
  artifact: (path) => `I have written ${path} for you.`,
  retrying: "The model did not answer, trying again.",
  silence: (seconds) => `That were ${seconds} seconds of silence.`,
  beforeError: "I begin to answer, and then",
  failure: (status) => `A failure with status ${status} was asked for.`,
  pace: (preset) => `From here on I answer at the speed "${preset}".`,
  magicIntroduction: "These messages make me do something in particular:",
  magic: {
    help: "this list",
    tool: "calls a tool",
    tools: "calls two tools one after the other",
    secret: "calls a tool that needs a deposited key",
    approve: "calls a tool that waits for your approval",
    long: "a long answer",
    markdown: "an answer with every kind of Markdown",
    links: "an answer with links",
    thoughts: "shows reasoning first",
    subagent: "hands part of the work to a sub-agent",
    artifact: "writes a file",
    echo: "says the same again",
    whole: "the answer in one piece",
    slow: "an answer with half a second before each word",
    pace: "an answer at a named speed",
    silence: "says nothing for a while, 60 seconds by default",
    retry: "tries twice before it answers",
    empty: "an answer without text",
    error: "fails in the middle of the answer",
    fail: "fails before the answer, with an HTTP status",
    overflow: "the window of the model is full",
    refuse: "refuses to serve you",
    crash: "the agent breaks",
    cut: "the agent stops without an ending",
  },
  magicUnknown: (name, nearest) => `I know no message /${name}. Did you mean ${nearest.join(" or ")}? /help lists all.`,
  magicUsage: (syntax) => `Write it like this: ${syntax}`,
};
