import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedEvents, mayEnd, nextState, type StreamAutomaton } from "./automaton.ts";
import { compileGrammar, GrammarError, type GrammarNode, parseGrammar } from "./grammar.ts";

type State = StreamAutomaton["states"][number];

const state = (next: State["next"]): State => ({ next, accepting: false });
const end = (next: State["next"]): State => ({ next, accepting: true });

function accepts(automaton: StreamAutomaton, word: string): boolean {
  let current: number | undefined = 0;
  for (const name of word) {
    current = nextState(automaton, current, name);
    if (current === undefined) return false;
  }
  return mayEnd(automaton, current);
}

function catchError(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

const a = { kind: "event", name: "a" } as const;
const b = { kind: "event", name: "b" } as const;
const c = { kind: "event", name: "c" } as const;

describe("parseGrammar", () => {
  test.each<[string, GrammarNode]>([
    ["a", a],
    [" \n a\t", a],
    ["tool_call.v2-beta", { kind: "event", name: "tool_call.v2-beta" }],
    ["a b c", { kind: "sequence", parts: [a, b, c] }],
    ["a|b|c", { kind: "choice", options: [a, b, c] }],
    ["a b | c", { kind: "choice", options: [{ kind: "sequence", parts: [a, b] }, c] }],
    ["a (b | c)", { kind: "sequence", parts: [a, { kind: "choice", options: [b, c] }] }],
    ["a b*", { kind: "sequence", parts: [a, { kind: "repeat", part: b, operator: "*" }] }],
    ["(a b)+", { kind: "repeat", part: { kind: "sequence", parts: [a, b] }, operator: "+" }],
    ["a+?", { kind: "repeat", part: { kind: "repeat", part: a, operator: "+" }, operator: "?" }],
    ["((a))", a],
  ])("reads %j", (source, tree) => {
    expect(parseGrammar(source)).toEqual(tree);
  });

  test.each([
    ["", 0, "An event name is missing at character 1 of the grammar"],
    ["  ", 2, "An event name is missing at character 3 of the grammar"],
    ["a |", 3, "An event name is missing at character 4 of the grammar"],
    ["| a", 0, "An event name is missing at character 1 of the grammar"],
    ["a || b", 3, "An event name is missing at character 4 of the grammar"],
    ["* a", 0, "An event name is missing at character 1 of the grammar"],
    ["a (+ b)", 3, "An event name is missing at character 4 of the grammar"],
    ["a ()", 3, "An event name is missing at character 4 of the grammar"],
    ["(a b", 4, "A closing parenthesis is missing at character 5 of the grammar"],
    ["a b ) c", 4, 'Unexpected ")" at character 5 of the grammar'],
    ["a, b", 1, 'Unexpected character "," at character 2 of the grammar'],
    ["  1a", 2, 'Unexpected character "1" at character 3 of the grammar'],
    ["a -b", 2, 'Unexpected character "-" at character 3 of the grammar'],
    ["a 🙂", 2, 'Unexpected character "🙂" at character 3 of the grammar'],
  ])("refuses %j", (source, position, message) => {
    const error = catchError(() => parseGrammar(source));
    expect(error).toBeInstanceOf(GrammarError);
    expect(error).toMatchObject({ name: "GrammarError", position, message });
  });
});

describe("compileGrammar", () => {
  test.each([
    ["a", [state({ a: 1 }), end({})]],
    ["a b", [state({ a: 1 }), state({ b: 2 }), end({})]],
    ["a | b", [state({ a: 1, b: 1 }), end({})]],
    ["a?", [end({ a: 1 }), end({})]],
    ["a*", [end({ a: 0 })]],
    ["a+", [state({ a: 1 }), end({ a: 1 })]],
    ["a* b? (c | d)+", [state({ a: 0, b: 1, c: 2, d: 2 }), state({ c: 2, d: 2 }), end({ c: 2, d: 2 })]],
    ["(a (b c)*)+ d", [state({ a: 1 }), state({ a: 1, b: 2, d: 3 }), state({ c: 1 }), end({})]],
  ])("compiles %j", (source, states) => {
    expect(compileGrammar(source)).toEqual({ states });
  });

  test("joins the ways that one event may mean", () => {
    expect(compileGrammar("a b | a c | (a | d) a")).toEqual({
      states: [state({ a: 1, d: 3 }), state({ b: 2, c: 2, a: 2 }), end({}), state({ a: 2 })],
    });
  });

  test("tells a state in which the stream may end from one with the same events in which it may not", () => {
    expect(compileGrammar("a b? | c b")).toEqual({
      states: [state({ a: 1, c: 3 }), end({ b: 2 }), end({}), state({ b: 2 })],
    });
  });

  test("passes over parts that may be empty", () => {
    expect(compileGrammar("(a? b*)* c?")).toEqual({ states: [end({ a: 0, b: 0, c: 1 }), end({})] });
  });

  test("lists the next events in the order of the grammar", () => {
    const automaton = compileGrammar("(c b? a?)+ d");
    expect(automaton.states.map((_, index) => expectedEvents(automaton, index))).toEqual([
      ["c"],
      ["c", "b", "a", "d"],
      ["c", "a", "d"],
      ["c", "d"],
      [],
    ]);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("takes %s for a name", (name) => {
    expect(compileGrammar(`a ${name}`)).toEqual({
      states: [state({ a: 1 }), state(Object.fromEntries([[name, 2]])), end({})],
    });
  });

  test("throws what parseGrammar throws", () => {
    expect(() => compileGrammar("a (")).toThrow(GrammarError);
  });

  // A grammar whose names are single letters is a regular expression once its spaces are gone.
  test("accepts what the regular expression accepts", () => {
    const names = fc.constantFrom("a", "b", "c");
    const { part: grammar } = fc.letrec<{ grammar: string; part: string }>((tie) => ({
      grammar: fc.oneof({ maxDepth: 4 }, names, tie("part")),
      part: fc.oneof(
        fc.array(tie("grammar"), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(" ")})`),
        fc.array(tie("grammar"), { minLength: 2, maxLength: 3 }).map((options) => `(${options.join(" | ")})`),
        fc.tuple(tie("grammar"), fc.constantFrom("*", "+", "?")).map(([part, operator]) => `(${part})${operator}`),
      ),
    }));
    const samples = grammar.chain((source) => {
      const expression = new RegExp(`^(?:${source.replaceAll(" ", "")})$`);
      const matching = fc.stringMatching(expression);
      // Short, because a regular expression may need time exponential in the length.
      const word = fc.oneof(matching, fc.string({ unit: names })).map((text) => text.slice(0, 8));
      return fc.record({ source: fc.constant(source), expression: fc.constant(expression), word });
    });
    fc.assert(
      fc.property(samples, ({ source, expression, word }) => {
        expect(accepts(compileGrammar(source), word)).toBe(expression.test(word));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
