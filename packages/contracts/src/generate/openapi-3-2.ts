/** The OpenAPI 3.2 projection of a contract: event streams as `itemSchema`, transcripts as `serializedValue`. */

import { parseTranscript } from "@parley/spec/transcript";
import type { OpenApiDocument, StreamObject } from "../document.ts";

type Json = Record<string, unknown>;

/** The same contract as an OpenAPI 3.2 document; the input is not changed. */
export function projectToOpenApi32(document: OpenApiDocument): Json {
  return { ...(project(document) as Json), openapi: "3.2.0" };
}

function project(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(project);
  if (typeof value !== "object" || value === null) return value;
  const { "text/event-stream": stream, ...rest } = value as Json;
  const projected = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, project(inner)]));
  return stream === undefined ? projected : { ...projected, "text/event-stream": projectStream(stream as Json) };
}

function projectStream(media: Json): Json {
  const { schema: _transcript, examples, ...rest } = media;
  const stream = media["x-stream"] as StreamObject;
  return {
    ...rest,
    itemSchema: itemSchema(stream),
    examples: Object.fromEntries(
      Object.entries(examples as Record<string, Json>).map(([name, { value, ...example }]) => [
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

function itemSchema(stream: StreamObject): Json {
  return {
    type: "object",
    required: stream.discriminator === "event" ? ["event", "data"] : ["data"],
    properties: {
      event: { type: "string", description: "Name of the event." },
      data: { type: "string", description: "Data of the event." },
    },
    anyOf: Object.entries(stream.events).map(([name, event]) => {
      const data = event.schema
        ? { contentMediaType: "application/json", contentSchema: event.schema }
        : event.text !== undefined
          ? { const: event.text }
          : { pattern: event.pattern };
      const properties = stream.discriminator === "event" ? { event: { const: name }, data } : { data };
      return { title: name, description: event.summary, properties };
    }),
  };
}
