/** Reads the parts of an `x-stream` node that both rules on streams need. */

import type { StreamAutomaton } from "@parley/streams/automaton";
import { compileGrammar, GrammarError } from "@parley/streams/grammar";
import { type Context, isNode, type Location, type Node } from "./redocly.ts";

/** The events by name; what is not an object is left to the node type to report. */
export function streamEvents(stream: Node): [string, Node][] {
  const events = isNode(stream.events) ? stream.events : {};
  return Object.entries(events).filter((entry): entry is [string, Node] => isNode(entry[1]));
}

/** The compiled grammar, or nothing, after a report of what is wrong with its text. */
export function compileStream(stream: Node, report: (message: string) => void): StreamAutomaton | undefined {
  if (typeof stream.grammar !== "string") return undefined;
  try {
    return compileGrammar(stream.grammar);
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    report(`${error.message}.`);
    return undefined;
  }
}

/** Where a schema stands: at the end of its reference, if that leads anywhere, or at the given location itself. */
export function place(schema: unknown, location: Location, context: Context): Location | undefined {
  if (!isNode(schema) || typeof schema.$ref !== "string") return location;
  const target = context.resolve(schema, location.source.absoluteRef);
  // The location of a reference that leads nowhere is the last node on the way.
  return target.node === undefined ? undefined : target.location;
}
