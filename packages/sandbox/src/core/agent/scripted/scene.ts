/** What every part of the script has at hand. */

import { type AgentEvent, type AgentInput, isTerminal, type JsonObject } from "../events/index.ts";
import type { Texts } from "../texts/index.ts";
import { type ToolOutcome, type UseToolOptions, useTool } from "../tools/index.ts";

/** How something is said. */
export interface Manner {
  /** Milliseconds before each piece. */
  readonly pause?: number;
  /** In one piece. */
  readonly isWhole?: boolean;
}

/** One turn of the script. */
export interface Scene {
  readonly input: AgentInput;
  readonly texts: Texts;
  /** Says something, as a paragraph of its own. */
  say(text: string, manner?: Manner): AsyncGenerator<AgentEvent, void>;
  /** Lets the turn stop without an ending, as no agent should. */
  leave(): void;
  isLeft(): boolean;
  /** All that was said. */
  spoken(): string;
  /** Calls a tool by its name; says so where the platform has none of that name. */
  call(
    name: string,
    parameters: JsonObject,
    options?: UseToolOptions,
  ): AsyncGenerator<AgentEvent, ToolOutcome | undefined>;
  /** One of several, by chance. */
  pick(variants: readonly [string, ...string[]]): string;
}

/** Opens a turn. */
export function createScene(input: AgentInput, texts: Texts): Scene {
  const { clock, random, signal } = input;
  let spoken = "";
  let isLeft = false;
  const scene: Scene = {
    input,
    texts,
    async *say(text, { pause = 0, isWhole = false } = {}) {
      const paragraph = spoken === "" ? text : `\n\n${text}`;
      const pieces = isWhole ? [paragraph] : pause > 0 ? wordsOf(paragraph) : piecesOf(paragraph, random);
      for (const piece of pieces) {
        if (pause > 0) await clock.sleep(pause, signal);
        spoken += piece;
        yield { type: "text_delta", text: piece };
      }
      yield { type: "text_end", text: paragraph };
    },
    leave() {
      isLeft = true;
    },
    isLeft: () => isLeft,
    spoken: () => spoken,
    async *call(name, parameters, options) {
      const tool = input.tools?.find((one) => one.name === name);
      if (tool) return yield* useTool(tool, parameters, input, options);
      yield* scene.say(texts.toolMissing(name));
      return undefined;
    },
    pick: (variants) => variants[Math.floor(random() * variants.length)] ?? variants[0],
  };
  return scene;
}

/** A part of the script. After it the turn is done, unless the act has ended it with an error. */
export type Act = AsyncGenerator<AgentEvent, void>;

/** Plays an act to its end, and lets the turn be done. */
export async function* play(act: Act, scene: Scene): Act {
  for await (const event of act) {
    yield event;
    if (isTerminal(event)) return;
  }
  if (!scene.isLeft()) yield { type: "done", text: scene.spoken() };
}

/** Words with the white space before them. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
}

/** One to three words a piece, as models give them. */
function piecesOf(text: string, random: () => number): string[] {
  const words = wordsOf(text);
  const pieces: string[] = [];
  while (words.length > 0) pieces.push(words.splice(0, 1 + Math.floor(random() * 3)).join(""));
  return pieces;
}
