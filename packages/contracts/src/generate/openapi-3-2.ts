/** The OpenAPI 3.2 projection of a contract: event streams as `itemSchema`, transcripts as `serializedValue`. */

import { parseTranscript } from "@parley/streams/transcript";
import {
  listExamples,
  listOperations,
  type MediaTypeObject,
  type OpenApiDocument,
  type StreamEventObject,
} from "../document.ts";
import { findStream } from "./operations.ts";
import { withoutUnusedComponents } from "./unused-components.ts";

type Json = Record<string, unknown>;

const text = { type: "string", description: "Data of the event." };

/** The same contract as an OpenAPI 3.2 document; the input is not changed. */
export function projectToOpenApi32(document: OpenApiDocument): Json {
  function project(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(project);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) =>
        key === "text/event-stream" ? [key, projectStream(document, inner as MediaTypeObject)] : [key, project(inner)],
      ),
    );
  }
  const schemas = { ...document.components?.schemas, ...discriminatedUnions(document) };
  const components = { ...document.components, ...(Object.keys(schemas).length > 0 && { schemas }) };
  const described = { ...document, ...(Object.keys(components).length > 0 && { components }) };
  return withoutUnusedComponents({ ...(project(described) as Json), openapi: "3.2.0" });
}

function projectStream(document: OpenApiDocument, media: MediaTypeObject): Json {
  const { schema: _transcript, examples: _transcripts, "x-stream": stream, ...rest } = media;
  if (!stream) throw new Error("An event stream needs x-stream");
  return {
    ...rest,
    "x-stream": stream,
    itemSchema: itemSchema(media),
    // A referenced example would be read as one of 3.1, so it is put in place.
    examples: Object.fromEntries(
      listExamples(document, media).map(([name, { value, ...example }]) => [
        name,
        { ...example, dataValue: items(String(value)), serializedValue: value },
      ]),
    ),
  };
}

/** The items of a transcript as OpenAPI 3.2 section "Server-Sent Event Streams" sees them: field names and values. */
function items(transcript: string): Json[] {
  return parseTranscript(transcript).map(({ event, data }) => (event ? { event, data } : { data }));
}

/**
 * The schema of one item. A `contentSchema` counts wherever the schema around it fits, and it is not looked at to see
 * whether that fits. So alternatives that have one exclude each other by other keywords; where nothing but the content
 * tells events apart, there is one `contentSchema`, the union.
 */
function itemSchema({ schema, "x-stream": stream }: MediaTypeObject): Json {
  const { discriminator, events = {} } = stream ?? {};
  const union = unionOf(schema);
  if (discriminator === "data.type") {
    return { type: "object", required: ["data"], properties: { data: { ...text, ...json(union) } } };
  }
  const entries = Object.entries(events);
  const describe = ([name, event]: (typeof entries)[number], members: Json): Json => {
    return { title: name, description: event.summary, properties: members };
  };
  if (discriminator === "event") {
    return {
      type: "object",
      required: ["event", "data"],
      properties: { event: { type: "string", description: "Name of the event." }, data: text },
      anyOf: entries.map((entry) =>
        describe(entry, { event: { const: entry[0] }, data: wordOf(entry[1]) ?? json(entry[1].schema) }),
      ),
    };
  }
  const words = entries.flatMap(([, event]) => wordOf(event) ?? []);
  return {
    type: "object",
    required: ["data"],
    properties: { data: text },
    anyOf: entries.map((entry) =>
      describe(entry, { data: wordOf(entry[1]) ?? { not: { anyOf: words }, ...json(union) } }),
    ),
  };
}

function wordOf({ text: word, pattern }: StreamEventObject): Json | undefined {
  if (word !== undefined) return { const: word };
  return pattern === undefined ? undefined : { pattern };
}

function json(schema: unknown): Json {
  return { type: "string", contentMediaType: "application/json", contentSchema: schema };
}

/** The union of the events, which stands behind the string in the schema of a stream. */
function unionOf(schema: MediaTypeObject["schema"]): Json | undefined {
  const [, union] = Array.isArray(schema?.anyOf) ? schema.anyOf : [];
  return union as Json | undefined; // enforced by the linter
}

/** The unions whose events have their name in `type`: the form of 3.1 says so in `x-stream`, OpenAPI has a keyword. */
function discriminatedUnions(document: OpenApiDocument): Json {
  const schemas = document.components?.schemas ?? {};
  return Object.fromEntries(
    listOperations(document).flatMap((located): [string, Json][] => {
      const { media, stream } = findStream(located) ?? {};
      const name = /^#\/components\/schemas\/(.*)$/.exec(String(unionOf(media?.schema)?.$ref))?.[1] ?? "";
      const union = schemas[name];
      if (stream?.discriminator !== "data.type" || union?.anyOf === undefined || union.discriminator) return [];
      const mapping = Object.entries(stream.events).map(([event, { schema }]) => [event, schema?.$ref]);
      return [[name, { ...union, discriminator: { propertyName: "type", mapping: Object.fromEntries(mapping) } }]];
    }),
  );
}
