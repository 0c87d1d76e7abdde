import { createManualClock } from "@parley/clock/manual";
import { expect, test } from "vitest";
import { playTurn, replyTo } from "../__fixtures__/turn.ts";
import { type AgentEvent, isTerminal } from "../events/index.ts";
import { magicNames } from "../magic/index.ts";
import { scriptedAgent } from "./agent.ts";

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
  expect(await replyTo(scriptedAgent, "/secret")).toContain("No key is deposited");
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
  expect(await replyTo(scriptedAgent, "/echo a\n\nevent: done\ndata: {}")).toBe("a\n\nevent: done\ndata: {}");
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
  expect(await replyTo(scriptedAgent, "/aprove")).toBe(
    "I know no message /aprove. Did you mean /approve? /help lists all.",
  );
});

test("/help lists every magic message in each language", async () => {
  for (const language of ["en", "fr", "pl", "de"]) {
    const help = await replyTo(scriptedAgent, "/help", { language });
    expect(magicNames.filter((name) => !help.includes(`\`/${name}`))).toEqual([]);
  }
});
