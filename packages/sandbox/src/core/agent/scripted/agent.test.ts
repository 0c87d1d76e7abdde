import { expect, test } from "vitest";
import { createChance, inputOf, outline, playTurn, replyTo } from "../__fixtures__/turn.ts";
import { scriptedAgent } from "./agent.ts";

test("an order is looked up with a tool, and the pieces are the whole", async () => {
  const events = await playTurn(scriptedAgent, { message: "Where is my order 4713?" });
  const callId = "call_y6ie9q3kk";
  expect(outline(events)).toEqual([
    { type: "run_start" },
    { type: "status", status: "processing" },
    "One moment, I am looking that up.",
    { type: "tool_call", callId, toolName: "order_status", arguments: { orderNumber: "4713" } },
    {
      type: "tool_result",
      callId,
      toolName: "order_status",
      status: "success",
      output: {
        number: "4713",
        state: "packed",
        item: "Set of four candles",
        amount: 2_450,
        changedOn: "2026-01-26",
      },
    },
    "\n\nOrder 4713 (Set of four candles) is packed and leaves the house on the next working day.",
    {
      type: "done",
      text: "One moment, I am looking that up.\n\nOrder 4713 (Set of four candles) is packed and leaves the house on the next working day.",
    },
  ]);
  const pieces = events.flatMap((event) => (event.type === "text_delta" ? [event.text] : []));
  expect(pieces.length).toBeGreaterThan(8);
  expect(pieces.join("")).toBe((events.at(-1) as { text: string }).text);
});

test.each([
  ["en", "Hello there", "welcome to Lantern & Loom"],
  ["fr", "Bonjour, comment allez-vous ?", "bienvenue chez Lantern & Loom"],
  ["pl", "Dzień dobry", "witamy w Lantern & Loom"],
  ["de", "Guten Tag", "willkommen bei Lantern & Loom"],
  ["en", "When do you open?", "Monday to Friday from 9 am"],
  ["fr", "Quels sont vos horaires ?", "du lundi au vendredi"],
  ["pl", "Jakie są godziny otwarcia?", "od poniedziałku do piątku"],
  ["de", "Wann habt ihr geöffnet?", "montags bis freitags"],
  ["en", "where is my order 4711", "was sent on 2026-01-24"],
  ["fr", "Où est ma commande 4712 ?", "a été livrée le 2026-01-20"],
  ["pl", "Gdzie jest moje zamówienie 4713?", "jest zapakowane"],
  ["de", "Wo ist meine Bestellung 4714?", "wurde am 2026-01-15 erstattet"],
  ["en", "I want a refund for 4712", "Done: 125.00 EUR for order 4712"],
  ["fr", "Je voudrais un remboursement pour la commande 4712", "C'est fait : 125,00 EUR"],
  ["pl", "Proszę o zwrot za zamówienie 4712", "Gotowe: 125,00 EUR"],
  ["de", "Bitte die Bestellung 4712 erstatten", "Erledigt: 125,00 EUR"],
  ["en", "Explain your shipping policy please", "# Shipping and returns"],
  ["de", "Wie geht der Versand?", "# Versand und Rücksendung"],
  ["en", "Do you have a website?", "[https://shop.example](https://shop.example)"],
  ["en", "Thanks a lot", "You are welcome"],
  ["pl", "Do widzenia", "do zobaczenia"],
  ["en", "What can you do?", "/help"],
  ["en", "Colourless green ideas", "opening hours"],
])("in %s, %j is answered with %j", async (_language, message, expected) => {
  expect(await replyTo(scriptedAgent, message)).toContain(expected);
});

test.each([
  ["of the platform, where the message says little", { message: "4711", language: "fr" }, "Un instant"],
  ["of the message, where it says enough", { message: "Wo ist meine Bestellung?", language: "fr" }, "Welche Nummer"],
  [
    "of the message before",
    { message: "4711", history: [{ role: "visitor", text: "Gdzie jest moje zamówienie?" }] },
    "Chwileczkę",
  ],
  ["of the platform for a magic message", { message: "/help", language: "de-AT" }, "Mit diesen Nachrichten"],
  ["English, where the platform names one that is not spoken", { message: "4711", language: "ja" }, "One moment"],
] as const)("the language is that %s", async (_name, { message, ...parts }, expected) => {
  expect(await replyTo(scriptedAgent, message, parts)).toContain(expected);
});

test("a bare number answers the question that was asked before", async () => {
  const asked = await replyTo(scriptedAgent, "I want my money back");
  expect(asked).toBe("I can prepare a refund. Which order is it about?");
  const history = [
    { role: "visitor", text: "I want my money back" },
    { role: "agent", text: asked },
  ] as const;
  expect(await replyTo(scriptedAgent, "4712", { history })).toContain("Done: 125.00 EUR");
  expect(await replyTo(scriptedAgent, "4712")).toContain("was delivered on");
});

test("an order that does not exist is a tool that failed and an answer that says so", async () => {
  const events = await playTurn(scriptedAgent, { message: "Where is my order 999999?" });
  expect(events.find(({ type }) => type === "tool_result")).toMatchObject({
    status: "error",
    output: "There is no order 999999.",
  });
  expect((events.at(-1) as { text: string }).text).toContain("I cannot find an order 999999");
});

test("what was said before is repeated, without magic messages", async () => {
  const history = ["Hello", "/tool", "When do you open?"].map((text) => ({ role: "visitor", text }) as const);
  expect(await replyTo(scriptedAgent, "What did I say before?", { history })).toBe(
    'You said: "Hello", then "When do you open?".',
  );
  expect(await replyTo(scriptedAgent, "What did I say before?")).toBe("This is the first thing you say to me.");
});

const documents = [
  {
    name: "warranty.txt",
    mediaType: "text/plain",
    text: "Keep this letter.\nThe warranty of the lamp lasts five years.",
  },
  { name: "photo.png", mediaType: "image/png" },
];

test.each([
  ["", 'I have received: warranty.txt, photo.png.\n\nwarranty.txt begins like this: "Keep this letter. The warranty'],
  ["", "I cannot read photo.png, but I have kept it."],
  ["How many years of warranty?", 'warranty.txt begins like this: "The warranty of the lamp lasts five years."'],
  ["What is in the document about the lamp?", "The warranty of the lamp lasts five years."],
])("files can be talked about: %j", async (message, expected) => {
  expect(await replyTo(scriptedAgent, message, { context: { documents } })).toContain(expected);
});

test("no message and no file is an error", async () => {
  expect((await playTurn(scriptedAgent, { message: " " })).at(-1)).toMatchObject({ type: "error", code: "no_message" });
});

test("a platform without tools is told of no tool", async () => {
  expect(await replyTo(scriptedAgent, "Where is my order 4711?", { tools: [] })).toContain(
    "I have no tool order_status here.",
  );
});

test("the same input and chance give the same bytes, other chance gives others", async () => {
  const bytes = async (seed: number) =>
    JSON.stringify(await playTurn(scriptedAgent, { message: "Where is my order 4711?", random: createChance(seed) }));
  const runs = await Promise.all(Array.from({ length: 100 }, () => bytes(7)));
  expect(new Set(runs).size).toBe(1);
  expect(await bytes(8)).not.toBe(runs[0]);
});

test("a turn that was cancelled before it began never begins", async () => {
  const input = inputOf({ message: "Hello", signal: AbortSignal.abort() });
  expect(await Array.fromAsync(scriptedAgent(input))).toEqual([
    { type: "run_start" },
    { type: "error", code: "cancelled", message: "The turn was cancelled." },
  ]);
});
