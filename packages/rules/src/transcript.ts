/** The examples of event streams are wire transcripts that obey `x-stream`. */

import type { StreamDiscriminator, StreamEventForm } from "@parley/streams/classify";
import { checkTranscript } from "@parley/streams/transcript";
import { type Context, isNode, type Location, type Node, type Rule, resolveNode } from "./redocly.ts";
import { SchemaFiles } from "./schema-files.ts";
import { compileStream, place, streamEvents } from "./stream-node.ts";

/** Rule `parley/transcript`: every example of a stream parses, is valid event by event and is accepted by the grammar. */
export const transcript: Rule = () => {
  const files = new SchemaFiles();
  return {
    MediaType: (node, context) => {
      const extension = node["x-stream"];
      if (!isNode(extension) || !isNode(node.examples)) return;
      // Rule `parley/stream` reports a bad grammar.
      const automaton = compileStream(extension, () => {});
      if (!automaton) return;
      const events = new Map(streamEvents(extension));
      const forms = Object.fromEntries([...events].map(([name, event]) => [name, eventForm(event)]));
      const discriminator = extension.discriminator as StreamDiscriminator; // checked by the node type
      const at = context.location.child(["x-stream", "events"]);
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
          validate: (event, data) =>
            validate(files, events.get(event)?.schema, at.child([event, "schema"]), data, context),
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

function validate(files: SchemaFiles, schema: unknown, at: Location, data: unknown, context: Context): string[] {
  if (schema === undefined) return [];
  const location = place(schema, at, context);
  if (!location) return ["its schema cannot be found"];
  try {
    const check = files.validator(location);
    check(data);
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? "is invalid"}`);
  } catch (error) {
    // An error that left the rule would hide the findings of all rules, such as the reference that leads nowhere.
    return [`its schema cannot be used: ${error instanceof Error ? error.message : String(error)}`];
  }
}
