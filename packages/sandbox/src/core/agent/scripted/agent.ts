/** The agent that needs no model: it talks about a demo shop, and does what magic messages ask for. */

import { type Agent, withEnding } from "../events/index.ts";
import { readMagic } from "../magic/index.ts";
import { detectLanguage, texts } from "../texts/index.ts";
import { acts } from "./acts.ts";
import { converse } from "./conversation.ts";
import { createScene, play } from "./scene.ts";

/**
 * The scripted agent. What it says depends on its input, the clock and chance alone.
 *
 * @example
 * const tools = shopTools;
 * for await (const event of scriptedAgent({ history: [], message: "Where is my order 4711?", tools, ...rest })) {
 *   if (event.type === "text_delta") process.stdout.write(event.text);
 * }
 */
export const scriptedAgent: Agent = withEnding(async function* (input) {
  const { message, history, language } = input;
  const earlier = history.filter(({ role, text }) => role === "visitor" && !readMagic(text)).at(-1)?.text;
  const magic = readMagic(message);
  // A magic message is the same in all languages, and its argument need not be the visitor's own.
  const known = earlier === undefined ? language : detectLanguage(earlier, language);
  const scene = createScene(input, texts[detectLanguage(magic ? "" : message, known)]);
  if (!magic) yield* play(converse(scene), scene);
  else if (magic.kind === "known") yield* play(acts[magic.name](scene, magic.argument), scene);
  else {
    const nearest = magic.nearest.map((name) => `/${name}`);
    yield* play(scene.say(scene.texts.magicUnknown(magic.name, nearest)), scene);
  }
});
