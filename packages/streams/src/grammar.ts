/**
 * The `grammar` member of the contract extension `x-stream`: a regular expression over event names,
 * compiled to a deterministic automaton.
 */

import type { StreamAutomaton } from "./automaton.ts";

/** A grammar that does not parse; `position` is the offset in characters of the offending token. */
export class GrammarError extends Error {
  override readonly name = "GrammarError";
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} at character ${position + 1} of the grammar`);
    this.position = position;
  }
}

/** Syntax tree of a grammar. */
export type GrammarNode =
  | { kind: "event"; name: string }
  | { kind: "sequence"; parts: GrammarNode[] }
  | { kind: "choice"; options: GrammarNode[] }
  | { kind: "repeat"; part: GrammarNode; operator: "*" | "+" | "?" };

interface Token {
  text: string;
  position: number;
}

function tokenize(source: string): Token[] {
  return Array.from(source.matchAll(/[A-Za-z_][\w.-]*|\S/gu), ({ 0: text, index: position }) => {
    if (!/^[A-Za-z_()|*+?]/.test(text)) throw new GrammarError(`Unexpected character "${text}"`, position);
    return { text, position };
  });
}

/**
 * Parses a grammar to its syntax tree.
 *
 * @param source - Event names in sequence, with `|`, parentheses and the postfix operators `*`, `+`, `?`.
 * @throws {@link GrammarError} when the text is not a grammar.
 */
export function parseGrammar(source: string): GrammarNode {
  const tokens = tokenize(source);
  let index = 0;

  function parseChoice(): GrammarNode {
    const options = [parseSequence()];
    while (tokens[index]?.text === "|") {
      index += 1;
      options.push(parseSequence());
    }
    const [first] = options;
    return options.length === 1 && first ? first : { kind: "choice", options };
  }

  function parseSequence(): GrammarNode {
    const parts: GrammarNode[] = [];
    for (let token = tokens[index]; token && token.text !== "|" && token.text !== ")"; token = tokens[index]) {
      parts.push(parseRepeat());
    }
    if (parts.length === 0) {
      throw new GrammarError("An event name is missing", tokens[index]?.position ?? source.length);
    }
    const [first] = parts;
    return parts.length === 1 && first ? first : { kind: "sequence", parts };
  }

  function parseRepeat(): GrammarNode {
    let part = parseAtom();
    for (let token = tokens[index]; token; token = tokens[index]) {
      if (token.text !== "*" && token.text !== "+" && token.text !== "?") break;
      part = { kind: "repeat", part, operator: token.text };
      index += 1;
    }
    return part;
  }

  function parseAtom(): GrammarNode {
    const token = tokens[index];
    if (!token || /^[|*+?)]$/.test(token.text)) {
      throw new GrammarError("An event name is missing", token?.position ?? source.length);
    }
    index += 1;
    if (token.text !== "(") return { kind: "event", name: token.text };
    const inner = parseChoice();
    if (tokens[index]?.text !== ")") {
      throw new GrammarError("A closing parenthesis is missing", tokens[index]?.position ?? source.length);
    }
    index += 1;
    return inner;
  }

  const tree = parseChoice();
  const rest = tokens[index];
  if (rest) throw new GrammarError(`Unexpected "${rest.text}"`, rest.position);
  return tree;
}

interface Positions {
  nullable: boolean;
  first: Set<number>;
  last: Set<number>;
}

/**
 * Compiles a grammar to a deterministic automaton whose start state is 0.
 *
 * @throws {@link GrammarError} when the text is not a grammar.
 */
export function compileGrammar(source: string): StreamAutomaton {
  const names: string[] = [];
  const follow: Set<number>[] = [];

  // Glushkov's construction: one position for each event name in the text.
  function visit(node: GrammarNode): Positions {
    switch (node.kind) {
      case "event": {
        const position = names.push(node.name) - 1;
        follow.push(new Set());
        return { nullable: false, first: new Set([position]), last: new Set([position]) };
      }
      case "sequence":
        return node.parts.map(visit).reduce(concatenate);
      case "choice":
        return node.options.map(visit).reduce((left, right) => ({
          nullable: left.nullable || right.nullable,
          first: left.first.union(right.first),
          last: left.last.union(right.last),
        }));
      case "repeat": {
        const part = visit(node.part);
        if (node.operator !== "?") connect(part.last, part.first);
        return { ...part, nullable: part.nullable || node.operator !== "+" };
      }
    }
  }

  function concatenate(left: Positions, right: Positions): Positions {
    connect(left.last, right.first);
    return {
      nullable: left.nullable && right.nullable,
      first: left.nullable ? left.first.union(right.first) : left.first,
      last: right.nullable ? left.last.union(right.last) : right.last,
    };
  }

  function connect(from: Set<number>, to: Set<number>): void {
    for (const position of from) {
      follow[position] = follow[position]?.union(to) ?? to;
    }
  }

  const root = visit(parseGrammar(source));

  // Subset construction; a state is the set of positions that may come next, plus whether the stream may end.
  const states: { next: Record<string, number>; accepting: boolean }[] = [];
  const known = new Map<string, number>();

  function stateFor(expected: Set<number>, accepting: boolean): number {
    const inOrder = [...expected].sort((a, b) => a - b);
    const key = `${inOrder.join(",")}${accepting ? "!" : ""}`;
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const state: (typeof states)[number] = { next: {}, accepting };
    const index = states.push(state) - 1;
    known.set(key, index);
    const byName = Map.groupBy(inOrder, (position) => names[position] ?? "");
    // Entries and not assignments, because an event may be called "__proto__".
    state.next = Object.fromEntries(
      Array.from(byName, ([name, positions]) => {
        const expectedNext = positions.reduce(
          (all, position) => all.union(follow[position] ?? new Set()),
          new Set<number>(),
        );
        const mayEnd = positions.some((position) => root.last.has(position));
        return [name, stateFor(expectedNext, mayEnd)];
      }),
    );
    return index;
  }

  stateFor(root.first, root.nullable);
  return { states };
}
