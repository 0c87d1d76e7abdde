/** Event streams are described by `x-stream`, in agreement with their schemas. */

import { expectedEvents, mayEnd, type StreamAutomaton } from "@parley/streams/automaton";
import { type Context, isNode, type Location, type Node, type Rule, resolveNode } from "./redocly.ts";
import { compileStream, place, streamEvents } from "./stream-node.ts";

const eventStream = "text/event-stream";

/** Rule `parley/stream`: the members of `x-stream` agree with each other and with the schema. */
export const stream: Rule = () => ({
  MediaType: (node, context) => {
    const extension = node["x-stream"];
    const isStream = context.key === eventStream;
    if (isStream && !isNode(extension)) {
      context.report({ message: "An event stream needs x-stream.", location: context.location.key() });
    } else if (!isStream && extension !== undefined) {
      context.report({ message: "x-stream belongs on text/event-stream only.", location: context.location.key() });
    } else if (isNode(extension)) {
      checkEvents(extension, node, context);
      checkGrammar(extension, context);
    }
  },
});

function checkEvents(extension: Node, media: Node, context: Context): void {
  const at = context.location.child(["x-stream", "events"]);
  const schemas = new Map<string, string>();
  for (const [name, event] of streamEvents(extension)) {
    const forms = ["schema", "text", "pattern"].filter((form) => event[form] !== undefined);
    if (forms.length !== 1) {
      context.report({
        message: `Event "${name}" needs exactly one of schema, text, pattern.`,
        location: at.child([name]),
      });
    }
    if (event.schema === undefined) continue;
    schemas.set(identity(place(event.schema, at.child([name, "schema"]), context)), name);
    if (extension.discriminator === "data.type" && typeConst(event.schema, context) !== name) {
      context.report({
        message: `The schema of event "${name}" needs the member "type" with const "${name}".`,
        location: at.child([name, "schema"]),
      });
    }
  }
  checkUnion(media, schemas, context);
}

/**
 * The schema is `anyOf: [{type: string}, union]`, and the union has exactly the schemas of the events.
 * A stream without JSON events has no union: its schema is a string.
 */
function checkUnion(media: Node, schemas: Map<string, string>, context: Context): void {
  const location = context.location.child(["schema"]);
  if (schemas.size === 0 && resolveNode(context, media.schema).type === "string") return;
  const [text, union] = isNode(media.schema) && Array.isArray(media.schema.anyOf) ? media.schema.anyOf : [];
  if (resolveNode(context, text).type !== "string" || union === undefined) {
    context.report({
      message: "The schema of a stream is anyOf: a string, then the union of its event schemas.",
      location,
    });
    return;
  }
  const listed = unionMembers(union, location.child(["anyOf", 1]), context);
  if (!listed) return;
  for (const [id, name] of schemas) {
    if (!listed.has(id)) context.report({ message: `The schema of event "${name}" is not in the union.`, location });
  }
  for (const id of listed) {
    if (!schemas.has(id))
      context.report({ message: `The union has a schema that no event uses: ${id.split("/").at(-1)}.`, location });
  }
}

/** Identities of the members of a union; a schema without `anyOf` is a union of one. */
function unionMembers(union: unknown, location: Location, context: Context): Set<string> | undefined {
  const { anyOf, oneOf } = resolveNode(context, union);
  const base = place(union, location, context);
  if (oneOf !== undefined) {
    context.report({
      message: "The union of events is anyOf: data may fit several of them.",
      location: base?.child(["oneOf"]).key() ?? location,
    });
    return undefined;
  }
  if (!Array.isArray(anyOf) || !base) return new Set([identity(base)]);
  return new Set(anyOf.map((member, index) => identity(place(member, base.child(["anyOf", index]), context))));
}

/** Absolute place as text, so that two references to one schema are equal. */
function identity(location: Location | undefined): string {
  return location ? location.source.absoluteRef + location.pointer : "";
}

function typeConst(schema: unknown, context: Context): unknown {
  const { properties } = resolveNode(context, schema);
  return isNode(properties) ? resolveNode(context, properties.type).const : undefined;
}

function checkGrammar(extension: Node, context: Context): void {
  const location = context.location.child(["x-stream", "grammar"]);
  const automaton = compileStream(extension, (message) => context.report({ message, location }));
  if (!automaton) return;
  const events = new Map(streamEvents(extension));
  for (const message of grammarProblems(automaton, events)) context.report({ message, location });
}

/** A set, because one event may lead to several states. */
function grammarProblems(automaton: StreamAutomaton, events: ReadonlyMap<string, Node>): Set<string> {
  const problems = new Set<string>();
  const used = new Set(automaton.states.flatMap((state) => Object.keys(state.next)));
  for (const name of used) {
    if (!events.has(name)) problems.add(`The grammar names an event "${name}" that is not in events.`);
  }
  for (const name of events.keys()) {
    if (!used.has(name)) problems.add(`Event "${name}" is not in the grammar.`);
  }
  for (const [name, { failure, terminal }] of events) {
    if (failure === true && terminal !== true) problems.add(`Event "${name}" is a failure, so it must be terminal.`);
  }
  for (const [name, next] of automaton.states.flatMap((state) => Object.entries(state.next))) {
    const event = events.get(name);
    const mayFollow = expectedEvents(automaton, next).length > 0;
    const isEnd = mayEnd(automaton, next);
    if (event?.terminal === true && mayFollow) {
      problems.add(`Event "${name}" is terminal, but the grammar lets events follow it.`);
    }
    if (event?.terminal === true && !isEnd) {
      problems.add(`Event "${name}" is terminal, but the grammar does not let the stream end after it.`);
    }
    if (event && event.terminal === undefined && isEnd) {
      problems.add(`The grammar lets the stream end after "${name}", which is not marked terminal.`);
    }
  }
  return problems;
}
