/** Event streams are described by `x-stream`, in agreement with their schemas, and their transcripts obey it. */

import type { StreamAutomaton } from "../streams/automaton.ts";
import type { StreamDiscriminator, StreamEventForm } from "../streams/classify.ts";
import { compileGrammar, GrammarError } from "../streams/grammar.ts";
import { checkTranscript } from "../streams/transcript.ts";
import { type Context, isNode, type Location, type Node, type Rule, resolveNode } from "./redocly.ts";
import { SchemaFiles } from "./schema-files.ts";

const eventStream = "text/event-stream";

function eventsOf(stream: Node): [string, Node][] {
  const events = isNode(stream.events) ? stream.events : {};
  return Object.entries(events).filter((entry): entry is [string, Node] => isNode(entry[1]));
}

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
  for (const [name, event] of eventsOf(extension)) {
    const forms = ["schema", "text", "pattern"].filter((form) => event[form] !== undefined);
    if (forms.length !== 1) {
      context.report({
        message: `Event "${name}" needs exactly one of schema, text, pattern.`,
        location: at.child([name]),
      });
    }
    if (event.schema === undefined) continue;
    schemas.set(identity(event.schema, context), name);
    if (extension.discriminator === "data.type" && typeConst(event.schema, context) !== name) {
      context.report({
        message: `The schema of event "${name}" needs the member "type" with const "${name}".`,
        location: at.child([name, "schema"]),
      });
    }
  }
  checkUnion(media, schemas, context);
}

/** The schema is `anyOf: [{type: string}, union]`, and the union has exactly the schemas of the events. */
function checkUnion(media: Node, schemas: Map<string, string>, context: Context): void {
  const location = context.location.child(["schema"]);
  const [text, union] = isNode(media.schema) && Array.isArray(media.schema.anyOf) ? media.schema.anyOf : [];
  if (resolveNode(context, text).type !== "string" || union === undefined) {
    context.report({
      message: "The schema of a stream is anyOf: a string, then the union of its event schemas.",
      location,
    });
    return;
  }
  const resolved = resolveNode(context, union);
  const members: unknown[] = Array.isArray(resolved.oneOf) ? resolved.oneOf : [union];
  const base = context.resolve(union).location;
  const listed = new Set(
    members.map((member) => identity(member, context, Array.isArray(resolved.oneOf) ? base : undefined)),
  );
  for (const [id, name] of schemas) {
    if (!listed.has(id)) context.report({ message: `The schema of event "${name}" is not in the union.`, location });
  }
  for (const id of listed) {
    if (!schemas.has(id))
      context.report({ message: `The union has a schema that no event uses: ${id.split("/").at(-1)}.`, location });
  }
}

/** Absolute place of a schema, so that two references to one schema are equal. */
function identity(schema: unknown, context: Context, base?: Location): string {
  if (isNode(schema) && typeof schema.$ref === "string" && base && schema.$ref.startsWith("#")) {
    return base.source.absoluteRef + schema.$ref;
  }
  const { location } = context.resolve(schema);
  return location ? location.source.absoluteRef + location.pointer : "";
}

function typeConst(schema: unknown, context: Context): unknown {
  const { properties } = resolveNode(context, schema);
  return isNode(properties) ? resolveNode(context, properties.type).const : undefined;
}

function checkGrammar(extension: Node, context: Context): void {
  const location = context.location.child(["x-stream", "grammar"]);
  const automaton = compile(extension, context, location);
  if (!automaton) return;
  const events = new Map(eventsOf(extension));
  const used = new Set(automaton.states.flatMap((state) => Object.keys(state.next)));
  for (const name of used) {
    if (!events.has(name))
      context.report({ message: `The grammar names an event "${name}" that is not in events.`, location });
  }
  for (const name of events.keys()) {
    if (!used.has(name)) context.report({ message: `Event "${name}" is not in the grammar.`, location });
  }
  for (const state of automaton.states) {
    for (const [name, next] of Object.entries(state.next)) {
      const target = automaton.states[next];
      const terminal = events.get(name)?.terminal;
      if (terminal === true && target && Object.keys(target.next).length > 0) {
        context.report({ message: `Event "${name}" is terminal, but the grammar lets events follow it.`, location });
      }
      if (terminal === true && target && !target.accepting) {
        context.report({
          message: `Event "${name}" is terminal, but the grammar does not let the stream end after it.`,
          location,
        });
      }
      if (terminal === undefined && target?.accepting) {
        context.report({
          message: `The grammar lets the stream end after "${name}", which is not marked terminal.`,
          location,
        });
      }
    }
  }
}

function compile(extension: Node, context: Context, location: Location): StreamAutomaton | undefined {
  if (typeof extension.grammar !== "string") return undefined;
  try {
    return compileGrammar(extension.grammar);
  } catch (error) {
    if (!(error instanceof GrammarError)) throw error;
    context.report({ message: `${error.message}.`, location });
    return undefined;
  }
}

/** Rule `parley/transcript`: every example of a stream parses, is valid event by event and is accepted by the grammar. */
export const transcript: Rule = () => {
  const files = new SchemaFiles();
  return {
    MediaType: (node, context) => {
      const extension = node["x-stream"];
      if (!isNode(extension) || !isNode(node.examples)) return;
      const at = context.location.child(["x-stream"]);
      const automaton = compile(extension, { ...context, report: () => {} }, at);
      if (!automaton) return;
      const events = new Map(eventsOf(extension));
      const forms = Object.fromEntries([...events].map(([name, event]) => [name, eventForm(event)]));
      const discriminator = extension.discriminator as StreamDiscriminator; // checked by the node type
      for (const [name, example] of Object.entries(node.examples)) {
        const { value } = resolveNode(context, example);
        const location = context.location.child(["examples", name]);
        if (typeof value !== "string") {
          context.report({ message: `Example "${name}" of a stream must be a wire transcript (a string).`, location });
          continue;
        }
        const problems = checkTranscript(value, {
          forms: { discriminator, events: forms },
          automaton,
          validate: (event, data) => validate(files, events.get(event), data, context),
        });
        for (const problem of problems) context.report({ message: `Transcript "${name}". ${problem}`, location });
      }
    },
  };
};

function eventForm(event: Node): StreamEventForm {
  if (typeof event.text === "string") return { text: event.text };
  if (typeof event.pattern === "string") return { pattern: event.pattern };
  return { json: true };
}

function validate(files: SchemaFiles, event: Node | undefined, data: unknown, context: Context): string[] {
  if (event?.schema === undefined) return [];
  const { location } = context.resolve(event.schema);
  if (!location) return ["its schema cannot be found"];
  const check = files.validator(location);
  check(data);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? "is invalid"}`);
}
