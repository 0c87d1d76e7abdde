/** What each magic message does. */

import type { OverflowStage } from "../events/index.ts";
import { type MagicName, magicNames, magicSyntax, requestedFailure } from "../magic/index.ts";
import { writeArtifact } from "./artifact.ts";
import { refundOrder } from "./conversation.ts";
import type { Act, Scene } from "./scene.ts";

/** Seconds of silence, where the message names none, and at most. */
const silence = { usual: 60, longest: 3_600 };

const slowPause = 500;

/** What a magic message does, by its name. */
export const acts: Readonly<Record<MagicName, (scene: Scene, argument: string) => Act>> = {
  async *help({ say, texts }) {
    const lines = magicNames.map((name) => `- \`${magicSyntax[name]}\`: ${texts.magic[name]}`);
    yield* say(`${texts.magicIntroduction}\n\n${lines.join("\n")}`);
  },
  async *tool({ call, say, texts }) {
    yield* say(texts.lookingUp);
    const outcome = yield* call("order_status", { orderNumber: "4711" });
    if (outcome) yield* say(asCode(outcome.output));
  },
  async *tools({ call, say, texts }) {
    for (const orderNumber of ["4711", "4712"]) if (!(yield* call("order_status", { orderNumber }))) return;
    yield* say(texts.bothTools);
  },
  async *secret({ call, say, texts }) {
    const outcome = yield* call("partner_stock", {});
    if (!outcome) return;
    const isAuthorized = JSON.stringify(outcome.output).includes('"isAuthorized":true');
    yield* say(isAuthorized ? texts.secretUsed : texts.secretMissing);
  },
  approve: (scene) => refundOrder(scene, { orderNumber: "4712", amount: 12_500 }, { needsApproval: true }),
  async *long({ say, texts }) {
    yield* say([texts.guide, texts.hours, texts.links, texts.abilities, texts.guide].join("\n\n"));
  },
  async *markdown({ say, texts }) {
    yield* say(texts.guide);
  },
  async *links({ say, texts }) {
    yield* say(texts.links);
  },
  async *thoughts(scene) {
    for (const [subject, description] of scene.texts.thoughts) yield { type: "thought", subject, description };
    yield* scene.say(scene.texts.hours);
  },
  async *subagent({ say, texts }) {
    const agentName = "researcher";
    const { thought, result, ...introduction } = texts.subagent;
    yield { type: "subagent_start", agentName, ...introduction };
    yield { type: "subagent_thought", agentName, text: thought };
    yield { type: "subagent_tool", agentName, toolName: "read_prices", status: "start" };
    yield {
      type: "subagent_tool",
      agentName,
      toolName: "read_prices",
      status: "end",
      output: [{ country: "DE", days: 2, cents: 490 }],
    };
    yield { type: "subagent_end", agentName, reason: "goal", result };
    yield* say(result);
  },
  artifact: writeArtifact,
  async *echo(scene, argument) {
    yield* argument === "" ? explain(scene, "echo") : scene.say(argument);
  },
  async *whole({ say, texts }) {
    yield { type: "pacing", pieces: "whole" };
    yield* say(texts.hours, { isWhole: true });
  },
  async *slow({ say, texts }) {
    yield* say(texts.hours, { pause: slowPause });
  },
  async *pace(scene, argument) {
    if (!/^[a-z0-9-]{1,30}$/.test(argument)) return yield* explain(scene, "pace");
    yield { type: "pacing", preset: argument };
    yield* scene.say(`${scene.texts.pace(argument)} ${scene.texts.hours}`);
  },
  async *silence({ input, say, texts }, argument) {
    const seconds = Math.min(Number(/^\d{1,6}$/.exec(argument)?.[0] ?? silence.usual), silence.longest);
    await input.clock.sleep(seconds * 1_000, input.signal);
    yield* say(texts.silence(seconds));
  },
  async *retry({ say, texts }) {
    yield { type: "status", status: "connecting" };
    yield { type: "status", status: "retrying", message: texts.retrying };
    yield { type: "status", status: "processing" };
    yield* say(texts.hours);
  },
  async *empty() {},
  async *error({ say, texts }) {
    yield* say(texts.beforeError);
    yield { type: "error", code: "requested", message: "An error in the middle was asked for.", status: 500 };
  },
  async *fail({ input, texts }) {
    const status = requestedFailure(input.message) ?? 500;
    const retryAfter = status === 429 || status === 503 ? { retryAfter: 1 } : {};
    yield { type: "error", code: "requested", message: texts.failure(status), status, ...retryAfter };
  },
  async *overflow({ say, texts }, argument) {
    const stage: OverflowStage = argument === "tool_call" || argument === "request" ? argument : "reply";
    if (stage !== "request") yield* say(texts.beforeError);
    yield { type: "error", code: "context_overflow", stage, message: "The window of the model is full." };
  },
  async *refuse(_scene, argument) {
    if (argument === "blocked") yield { type: "error", code: "contact_blocked", message: "The contact is blocked." };
    else if (argument === "no_message") yield { type: "error", code: "no_message", message: "There is no message." };
    else yield { type: "error", code: "contact_paused", message: "The contact is paused." };
  },
  async *crash({ say, texts }) {
    yield* say(texts.beforeError);
    throw new Error("A crash was asked for.");
  },
  async *cut({ leave, say, texts }) {
    yield* say(texts.beforeError);
    leave();
  },
};

/** Says how a magic message is written. */
function explain({ say, texts }: Scene, name: MagicName): Act {
  return say(texts.magicUsage(magicSyntax[name]));
}

function asCode(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
