import { createManualClock } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { createChance, inputOf, outline, playTurn } from "../__fixtures__/turn.ts";
import { type AgentEvent, isTerminal } from "../events/index.ts";
import { magicNames } from "../magic/index.ts";
import { scriptedAgent } from "./agent.ts";

async function reply(message: string, parts: Parameters<typeof playTurn>[1] = {}): Promise<string> {
  const last = (await playTurn(scriptedAgent, { ...parts, message })).at(-1);
  return last?.type === "done" ? last.text : JSON.stringify(last);
}

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
  expect(await reply(message)).toContain(expected);
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
  expect(await reply(message, parts)).toContain(expected);
});

test("a bare number answers the question that was asked before", async () => {
  const asked = await reply("I want my money back");
  expect(asked).toBe("I can prepare a refund. Which order is it about?");
  const history = [
    { role: "visitor", text: "I want my money back" },
    { role: "agent", text: asked },
  ] as const;
  expect(await reply("4712", { history })).toContain("Done: 125.00 EUR");
  expect(await reply("4712")).toContain("was delivered on");
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
  expect(await reply("What did I say before?", { history })).toBe('You said: "Hello", then "When do you open?".');
  expect(await reply("What did I say before?")).toBe("This is the first thing you say to me.");
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
  expect(await reply(message, { context: { documents } })).toContain(expected);
});

test("no message and no file is an error", async () => {
  expect((await playTurn(scriptedAgent, { message: " " })).at(-1)).toMatchObject({ type: "error", code: "no_message" });
});

test.each([
  ["approved", { outcome: "approve" }, "success", "Done: 125.00 EUR for order 4712"],
  ["approved for good", { outcome: "approve_always" }, "success", "Done: 125.00 EUR for order 4712"],
  [
    "edited",
    { outcome: "edit", arguments: { orderNumber: "4712", amount: 500 } },
    "success",
    "The amount was changed: 5.00 EUR",
  ],
  [
    "edited to what cannot be",
    { outcome: "edit", arguments: { orderNumber: "4712", amount: -1 } },
    "error",
    "did not work",
  ],
  ["refused", { outcome: "refuse" }, "cancelled", "was refused, so nothing has changed"],
] as const)("a refund that is %s", async (_name, decision, status, expected) => {
  const asked: unknown[] = [];
  const events = await playTurn(scriptedAgent, {
    message: "/approve",
    waitForApproval: async (request) => {
      asked.push(request);
      return decision;
    },
  });
  const types = events.map(({ type }) => type).filter((type) => /tool|approval/.test(type));
  expect(types).toEqual(
    status === "cancelled"
      ? ["approval_request", "approval_decision", "tool_result"]
      : ["approval_request", "approval_decision", "tool_call", "tool_result"],
  );
  const { callId } = events.find((event) => event.type === "approval_request") ?? {};
  expect(asked).toEqual([{ callId, toolName: "refund_order", arguments: { orderNumber: "4712", amount: 12_500 } }]);
  expect(events.find(({ type }) => type === "tool_result")).toMatchObject({ callId, status });
  expect((events.at(-1) as { text: string }).text).toContain(expected);
});

test("where nobody can be asked, the tool runs", async () => {
  const types = (await playTurn(scriptedAgent, { message: "/approve" })).map(({ type }) => type);
  expect(types.filter((type) => /tool|approval/.test(type))).toEqual(["tool_call", "tool_result"]);
});

test("a tool uses a deposited secret, and no event has its value", async () => {
  const secrets = { API_KEY: "sesame-1234", TENANT_ID: "acme-secret" };
  const events = await playTurn(scriptedAgent, {
    message: "/secret",
    context: { secrets, env: { API_KEY: "visible" } },
  });
  expect(events.find(({ type }) => type === "tool_result")).toMatchObject({
    status: "success",
    output: { isAuthorized: true, request: { authorization: "Bearer {{mcp.API_KEY}}" } },
  });
  expect(JSON.stringify(events)).not.toMatch(/sesame|acme/);
  expect(await reply("/secret")).toContain("No key is deposited");
});

test("every magic message ends its turn with one last event, and no other agent is needed for any of the words", async () => {
  const seen = new Map<string, string>();
  for (const name of magicNames) {
    const clock = createManualClock();
    const turn = playTurn(scriptedAgent, { message: `/${name}`, clock });
    await clock.advance(3_600_000);
    const events = await turn;
    expect(events[0]).toEqual({ type: "run_start" });
    expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events);
    expect(events.filter(isTerminal)).toEqual(events.slice(-1));
    const last = events.at(-1) as AgentEvent;
    seen.set(name, last.type === "error" ? last.code : last.type);
  }
  expect(Object.fromEntries([...seen].filter(([, ending]) => ending !== "done"))).toEqual({
    error: "requested",
    fail: "requested",
    overflow: "context_overflow",
    refuse: "contact_paused",
    crash: "agent_failed",
    cut: "no_ending",
  });
});

test.each([
  ["/fail 429", { code: "requested", status: 429, retryAfter: 1 }],
  ["/fail 200", { code: "requested", status: 500 }],
  ["/overflow tool_call", { code: "context_overflow", stage: "tool_call" }],
  ["/overflow request", { code: "context_overflow", stage: "request" }],
  ["/refuse blocked", { code: "contact_blocked" }],
  ["/refuse no_message", { code: "no_message" }],
  ["/crash", { code: "agent_failed", message: "The agent failed." }],
])("%s ends so", async (message, expected) => {
  expect((await playTurn(scriptedAgent, { message })).at(-1)).toMatchObject({ type: "error", ...expected });
});

test.each([
  ["/thoughts", ["thought", "thought", "text_end", "done"]],
  [
    "/subagent",
    ["subagent_start", "subagent_thought", "subagent_tool", "subagent_tool", "subagent_end", "text_end", "done"],
  ],
  ["/artifact", ["artifact", "text_end", "done"]],
  ["/tools", ["tool_call", "tool_result", "tool_call", "tool_result", "text_end", "done"]],
  ["/retry", ["status", "status", "status", "text_end", "done"]],
  ["/pace slow-3g", ["pacing", "text_end", "done"]],
  ["/empty", ["done"]],
])("%s gives its events", async (message, expected) => {
  const types = (await playTurn(scriptedAgent, { message })).map(({ type }) => type);
  expect(types.filter((type) => type !== "text_delta" && type !== "run_start")).toEqual(expected);
});

test("/whole gives one piece, /echo gives back what it was given, also what looks like a wire format", async () => {
  const whole = await playTurn(scriptedAgent, { message: "/whole" });
  expect(whole.filter(({ type }) => type === "text_delta").length).toBe(1);
  expect(await reply("/echo a\n\nevent: done\ndata: {}")).toBe("a\n\nevent: done\ndata: {}");
});

test("an artifact has the name that was asked for, and no other folder", async () => {
  const pathOf = async (message: string) =>
    (await playTurn(scriptedAgent, { message })).find((event) => event.type === "artifact")?.path;
  expect(await pathOf("/artifact orders.json")).toBe("downloads/orders.json");
  expect(await pathOf("/artifact ../../etc/passwd")).toBe("downloads/orders.csv");
});

test("/slow waits by the given clock before each word, and stops when it is cancelled", async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  const turn = playTurn(scriptedAgent, { message: "/slow", clock, signal: controller.signal });
  await clock.advance(1_500);
  controller.abort();
  const events = await turn;
  expect(events.filter(({ type }) => type === "text_delta").length).toBe(3);
  expect(events.at(-1)).toEqual({ type: "error", code: "cancelled", message: "The turn was cancelled." });
  expect(clock.sleeping()).toBe(0);
});

test("an unknown magic message says so and names the nearest", async () => {
  expect(await reply("/aprove")).toBe("I know no message /aprove. Did you mean /approve? /help lists all.");
});

test("/help lists every magic message in each language", async () => {
  for (const language of ["en", "fr", "pl", "de"]) {
    const help = await reply("/help", { language });
    expect(magicNames.filter((name) => !help.includes(`\`/${name}`))).toEqual([]);
  }
});

test("a platform without tools is told of no tool", async () => {
  expect(await reply("Where is my order 4711?", { tools: [] })).toContain("I have no tool order_status here.");
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
